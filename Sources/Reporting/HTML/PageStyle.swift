/// The style sheet of the report page. It names no other file and contains neither `&` nor `<`.
enum PageStyle {
    static let sheet: StaticString = """

        :root{color-scheme:light dark;
        --bg:light-dark(#f4f5f7,#0f1215);--panel:light-dark(#ffffff,#171b20);--sunk:light-dark(#eef0f3,#1f242b);
        --ink:light-dark(#15181c,#e7eaee);--soft:light-dark(#4d5661,#a8b2bd);--line:light-dark(#d5dae0,#313942);
        --accent:light-dark(#0a55a3,#86b9f5);--good:light-dark(#17652f,#7fd49a);--bad:light-dark(#a8201a,#ff9d94);
        --warn:light-dark(#7a4b00,#f0bf6c);--open:light-dark(#4d5661,#a8b2bd);
        --one:light-dark(#2a6db3,#5b9fe6);--two:light-dark(#b8560f,#eb9a56);--three:light-dark(#3c7d3a,#74bb6f);
        --faint:light-dark(#cfdff1,#24384f);--hatch:light-dark(#8b95a1,#6c7783);
        --radius:8px;--gap:1rem}
        :root:has(#theme-light:checked){color-scheme:light}
        :root:has(#theme-dark:checked){color-scheme:dark}
        *{box-sizing:border-box}
        html{scroll-behavior:smooth;scroll-padding-top:1rem}
        body{margin:0;background:var(--bg);color:var(--ink);
        font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;
        font-variant-numeric:tabular-nums;overflow-wrap:break-word}
        bdi{overflow-wrap:anywhere}
        a{color:var(--accent)}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
        .skip{position:absolute;left:-9999px;top:0;padding:.5rem 1rem;background:var(--panel);z-index:2}
        .skip:focus{left:0}
        header{display:flex;flex-wrap:wrap;gap:.5rem 2rem;align-items:end;justify-content:space-between;
        padding:1.4rem 1.5rem 1.2rem;max-width:1400px;margin:0 auto}
        header p{margin:.1rem 0 0;color:var(--soft)}
        h1{font-size:1.6rem;line-height:1.25;margin:0;font-weight:650;letter-spacing:-.01em}
        h2{font-size:1.15rem;line-height:1.3;margin:0 0 .75rem;font-weight:650}
        h3{font-size:1rem;line-height:1.4;margin:1.5rem 0 .5rem;font-weight:650}
        h2+h3,h2+.deployment h3{margin-top:0}
        p{margin:0 0 .75rem;max-width:75ch}
        fieldset.theme{border:1px solid var(--line);border-radius:99px;margin:0;padding:.1rem .35rem;display:flex;
        background:var(--panel);min-width:0}
        .theme legend{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .theme label{position:relative;padding:.15rem .7rem;border-radius:99px;font-size:.85rem;color:var(--soft);
        cursor:pointer}
        .theme input{position:absolute;inset:0;opacity:0;margin:0;cursor:pointer}
        .theme label:has(:checked){background:var(--sunk);color:var(--ink);font-weight:600}
        .theme label:has(:focus-visible){outline:3px solid var(--accent)}
        .page{max-width:1400px;margin:0 auto;padding:0 1.5rem 2rem;display:grid;gap:1.5rem;
        grid-template-columns:minmax(0,1fr)}
        nav ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.1rem .9rem;font-size:.88rem}
        nav a{display:inline-block;padding:.2rem 0;color:var(--soft);text-decoration:none}
        nav a:hover{color:var(--accent);text-decoration:underline}
        main{display:grid;gap:var(--gap);grid-template-columns:minmax(0,1fr)}
        section{background:var(--panel);border:1px solid var(--line);border-radius:var(--radius);
        padding:1.15rem 1.25rem 1.25rem;min-width:0}
        section>:last-child,figure>:last-child,.deployment>:last-child{margin-bottom:0}
        @media(min-width:1100px){.page{grid-template-columns:11.5rem minmax(0,1fr)}
        nav{position:sticky;top:1.25rem;align-self:start}nav ul{display:block}
        nav a{display:block;padding:.28rem 0}}
        .deployment+.deployment{border-top:1px solid var(--line);margin-top:1.5rem;padding-top:.25rem}
        .verdict{display:flex;gap:.75rem;align-items:baseline;font-size:1.2rem;line-height:1.4;font-weight:600;
        max-width:none;margin:0 0 1rem}
        .mark{flex:none;font-size:.82rem;font-weight:700;border:1.5px solid currentColor;border-radius:99px;
        padding:.1rem .65rem;white-space:nowrap}
        .good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}.open{color:var(--open)}
        td .mark,td.mark{font-size:.8rem}
        dl.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3rem 1.25rem;margin:0}
        dl.facts dt{color:var(--soft)}dl.facts dd{margin:0;max-width:90ch}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,11.5rem),1fr));gap:.75rem;margin:0}
        .card{background:var(--sunk);border-radius:6px;padding:.65rem .85rem;min-width:0}
        .card dt{color:var(--soft);font-size:.84rem;line-height:1.35}
        .card dd{margin:0;font-size:1.22rem;font-weight:620;line-height:1.35;letter-spacing:-.01em}
        .card dd.more{font-size:.82rem;font-weight:400;color:var(--soft);letter-spacing:0}
        .scroll{overflow-x:auto;max-width:100%;margin:0 0 .5rem}
        .tall{max-height:30rem;overflow-y:auto;border-bottom:1px solid var(--line)}
        .tall thead th{position:sticky;top:0;background:var(--panel);z-index:1;box-shadow:0 1px 0 var(--line)}
        table{border-collapse:collapse;font-size:.88rem;line-height:1.4;min-width:min(100%,30rem)}
        caption{text-align:left;color:var(--soft);padding:0 0 .4rem;max-width:75ch}
        th,td{padding:.3rem .9rem .3rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        thead th{color:var(--soft);font-weight:600;white-space:nowrap;vertical-align:bottom}
        tbody th{font-weight:400;min-width:7.5rem}table bdi{overflow-wrap:break-word}
        table .source{display:block;min-width:18rem;overflow-wrap:anywhere}
        td.num,th.num{text-align:right;white-space:nowrap}
        tbody tr:hover{background:var(--sunk)}
        tr.total th,tr.total td{font-weight:650;border-top:2px solid var(--line)}
        details{margin:.5rem 0 0}summary{cursor:pointer;color:var(--accent);font-size:.88rem;width:fit-content}
        details[open] summary{margin-bottom:.5rem}
        .note{color:var(--soft);font-size:.88rem}
        .left-out{color:var(--soft);border-left:3px solid var(--line);padding-left:.75rem;margin:0}
        ul.plain{margin:0;padding-left:1.1rem}ul.plain li{margin:.2rem 0;max-width:85ch}
        footer{max-width:1400px;margin:0 auto;padding:0 1.5rem 2rem;color:var(--soft);font-size:.85rem}

        """

    static let drawings: StaticString = """

        figure{margin:0 0 1rem}
        figcaption{color:var(--soft);font-size:.86rem;max-width:85ch}
        figcaption:empty{display:none}
        svg{display:block;width:100%;height:auto;font:12.5px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",
        "Liberation Sans",sans-serif;font-variant-numeric:tabular-nums}
        svg.wide{min-width:700px;max-width:1150px}svg.half{min-width:480px;max-width:760px}
        svg text{fill:var(--ink)}svg text.tick{fill:var(--soft)}svg text.good{fill:var(--good)}
        svg text.bad{fill:var(--bad)}svg text.strong{font-weight:650}
        .grid{stroke:var(--line);stroke-width:1;opacity:.7}.axis{stroke:var(--soft);stroke-width:1}
        .limit{stroke:var(--bad);stroke-width:2;stroke-dasharray:6 4;fill:none}
        .median{stroke:var(--ink);stroke-width:2;fill:none}.high{stroke:var(--ink);stroke-width:2;stroke-dasharray:2 3;
        fill:none}
        .interval{fill:var(--hatch);opacity:.3}
        .window{fill:var(--sunk);stroke:var(--line)}.setup{fill:var(--hatch);opacity:.55}
        .used{fill:var(--one)}.span{stroke:var(--one);stroke-width:2;fill:none}
        .bar{fill:var(--one)}.bar.less{fill:var(--three)}.bar.sum{fill:var(--ink)}
        .bar.down{fill:var(--one)}.bar.up{fill:var(--two)}.link{stroke:var(--soft);stroke-width:1;stroke-dasharray:2 2}
        .whisker{stroke:var(--ink);stroke-width:1.5;fill:none}
        .dot{fill:var(--one);opacity:.75}.dot.out{fill:none;stroke:var(--soft);stroke-width:1.3}
        .dot.idea{fill:var(--hatch);opacity:.55}
        .front{stroke:var(--one);stroke-width:1.5;fill:none;opacity:.6}.ring{fill:none;stroke:var(--ink);stroke-width:2}
        .square{fill:var(--two);stroke:var(--panel);stroke-width:1}.star{fill:var(--three);stroke:var(--panel);
        stroke-width:1}
        .cross{stroke:var(--bad);stroke-width:3;fill:none}
        .l0{fill:var(--sunk)}
        .l1{fill:light-dark(#e3edf8,#1c2d40)}.l2{fill:light-dark(#cbdff2,#21394f)}.l3{fill:light-dark(#b0cfec,#274866)}
        .l4{fill:light-dark(#93bce4,#2d587f)}.l5{fill:light-dark(#74a8da,#356a99)}.l6{fill:light-dark(#5693cd,#407eb4)}
        .l7{fill:light-dark(#3d7fbd,#5394cb)}.l8{fill:light-dark(#2a6aa8,#6eaadd)}.l9{fill:light-dark(#1b558f,#90c2ec)}
        .l10{fill:light-dark(#103f70,#b9dbf8)}.l11{fill:light-dark(#8a1c4a,#ff9dc0)}
        .legend{display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;list-style:none;margin:.25rem 0 0;padding:0}
        .legend li{display:flex;align-items:center;gap:.4rem}
        .legend svg{width:22px;height:12px;min-width:22px;flex:none}
        .knobs{display:grid;gap:1rem 2rem;grid-template-columns:minmax(0,1fr)}
        @media(min-width:760px){.knobs{grid-template-columns:minmax(15rem,2fr) minmax(0,3fr)}}
        .knob{margin:0 0 .9rem;display:grid;grid-template-columns:minmax(0,1fr) max-content;gap:.1rem .75rem}
        .knob label{font-size:.92rem}.knob output{font-weight:650;text-align:right}
        .knob input{grid-column:1/-1;width:100%;accent-color:var(--accent);margin:.15rem 0;min-height:24px}
        .knob .ends{grid-column:1/-1;display:flex;justify-content:space-between;color:var(--soft);font-size:.8rem}
        .knobs output.sentence{display:block;font-size:1.12rem;font-weight:620;line-height:1.4;margin-bottom:.75rem}
        button{font:inherit;font-size:.88rem;padding:.3rem .9rem;border-radius:99px;border:1px solid var(--line);
        background:var(--sunk);color:var(--ink);cursor:pointer}
        button:disabled{color:var(--soft);cursor:default}button:hover:enabled{border-color:var(--accent)}
        .map table{border-collapse:separate;border-spacing:3px;min-width:0}
        .map th,.map td{border:0;min-width:0;padding:.35rem .6rem;vertical-align:middle}
        .map td{border-radius:5px;min-width:7.5rem;white-space:nowrap;text-align:left;border:2px solid transparent}
        .map tbody th,.map thead th{white-space:nowrap}.map thead th{vertical-align:bottom}
        .map .corner{color:var(--soft);min-width:0;padding-left:0}.map .none{background:var(--sunk)}
        .map tbody th{text-align:right}
        .map tbody tr:hover{background:none}
        .map td b{display:inline-block;min-width:1.3em;margin-right:.35em}
        .map td i{display:block;font-style:normal;font-size:.78rem;color:var(--soft)}
        .map td[aria-current]{border-color:var(--ink)}
        .b0{background:light-dark(#dce9f7,#1d3550)}.b1{background:light-dark(#fbe6d3,#4a2f16)}
        .b2{background:light-dark(#dff0dc,#1f3d22)}.b3{background:light-dark(#efe2f6,#3a2848)}
        .b4{background:light-dark(#f6efc6,#423a12)}.b5{background:light-dark(#d8f0f0,#143c3d)}
        .map td i{color:var(--ink)}
        .key b{display:inline-block;min-width:1.6em;text-align:center;border-radius:4px;padding:0 .3em}
        @media(max-width:520px){header,.page,footer{padding-left:.75rem;padding-right:.75rem}
        section{padding:.9rem .8rem 1rem}dl.facts{grid-template-columns:minmax(0,1fr);gap:0}
        dl.facts dd{margin:0 0 .5rem}.verdict{flex-direction:column;gap:.4rem;font-size:1.08rem}
        .cards{grid-template-columns:repeat(2,minmax(0,1fr));gap:.5rem}.card dd{font-size:1.08rem}}
        @media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}*{transition:none!important;
        animation:none!important}}
        @media print{:root{color-scheme:light!important;--bg:#fff}body{font-size:10pt}
        nav,fieldset.theme,.skip,button,.knob input,.knob .ends{display:none}.page{display:block;padding:0}
        header,footer{padding-left:0;padding-right:0}
        section{border:0;border-top:1px solid var(--line);border-radius:0;padding:.75rem 0;margin:0}
        figure,.card,tr,h2,h3{break-inside:avoid}h2,h3{break-after:avoid}.tall{max-height:none}
        .scroll{overflow:visible}svg.wide,svg.half{min-width:0}.tall thead th{position:static}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}

        """
}
