internal import ArgumentParser
internal import Reporting

/// Whether text answers have small plots.
struct PlotOptions: ParsableArguments {
    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "Draw scanners over time, how makespans spread, and bars of costs, where 80 columns are there for it. On in a "
                + "terminal, off elsewhere unless given."))
    var plots: Bool?

    var style: TextStyle {
        var style = Console.style
        if let plots { style.plots = plots }
        return style
    }
}
