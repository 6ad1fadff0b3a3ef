/// How much work a plan may take, in steps of the searches.
///
/// Steps are counted, never timed, so that the plan depends on the input alone.
public struct PlanningEffort: Hashable, Sendable {
    /// Components of at most so many places are searched as a whole, greater ones in clusters.
    public var wholeComponentMax: Int
    /// Parts of a whole component of 64 arcs that are looked at; of a greater one, fewer in proportion.
    public var wholeNodes: Int
    /// Places of a cluster at most.
    public var clusterSize: Int
    /// Parts per cluster, for a cheaper plan and for a greater bound.
    public var clusterNodes: Int
    public var boundNodes: Int
    /// Places of a cluster at most when the bound is computed.
    public var boundClusterSize: Int
    /// Times that all clusters are planned anew.
    public var rounds: Int
    /// Evaluations of prices of a component that is searched in clusters.
    public var priceSteps: Int

    public init(
        wholeComponentMax: Int = 100, wholeNodes: Int = 4000, clusterSize: Int = 48, clusterNodes: Int = 6,
        boundClusterSize: Int = 96, boundNodes: Int = 60, rounds: Int = 4, priceSteps: Int = 400
    ) {
        self.wholeComponentMax = wholeComponentMax
        self.wholeNodes = wholeNodes
        self.clusterSize = clusterSize
        self.clusterNodes = clusterNodes
        self.boundNodes = boundNodes
        self.boundClusterSize = boundClusterSize
        self.rounds = rounds
        self.priceSteps = priceSteps
    }

    public static let standard = PlanningEffort()

    func whole(arcs: Int) -> SearchEffort {
        SearchEffort(rootSteps: 200, nodeSteps: 20, nodes: wholeNodes * 64 / max(64, arcs), flows: 60)
    }

    var narrow: SearchEffort { SearchEffort(rootSteps: 60, nodeSteps: 15, nodes: clusterNodes, flows: 5) }
    var bounding: SearchEffort { SearchEffort(rootSteps: 120, nodeSteps: 20, nodes: boundNodes, flows: 5) }
    var wide: SearchEffort { SearchEffort(rootSteps: priceSteps, nodeSteps: 0, nodes: 0, flows: 0) }
}
