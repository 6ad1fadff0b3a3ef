/// How items are put into the batches of one scanner each.
///
/// All rules weigh an item by its volumes, keep platforms apart and never split an item. An item with more volumes than
/// a scanner has places gets a batch of its own.
public enum BatchingRule: String, Hashable, Sendable, CaseIterable, Codable {
    /// A batch takes items in their order until the next one does not fit: the rule of the vendor's template.
    case nextFit
    /// Each item in its order goes to the first batch with room for it.
    case firstFit
    /// Each item in its order goes to the fullest batch with room for it.
    case bestFit
    /// The items with most volumes first, each to the first batch with room for it: at most 11/9 of the fewest possible
    /// batches and 6/9 more (G. Dosa, The tight bound of first fit decreasing bin-packing algorithm, ESCAPE 2007).
    case firstFitDecreasing
}
