public import ScanModel

/// Every metric of an answer.
public enum MetricReference {
    public static func page(_ metrics: [Metric]) -> ReferencePage {
        var text = """
            # Metrics

            The names are those of JSON answers, of thresholds in scenarios and of `--fail-on`, in the order of the \
            outputs. The unit `1` is a ratio.


            """
        text += ReferenceMarkup.table(
            ["metric", "unit", "meaning"],
            metrics.map {
                [
                    ReferenceMarkup.code($0.name.text), ReferenceMarkup.code($0.unit),
                    ReferenceMarkup.prose($0.meaning),
                ]
            })
        return ReferencePage(path: "metrics.md", text: text)
    }
}
