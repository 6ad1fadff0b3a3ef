/// The cheapest set of scanner appliances that scans every reachable host of an estate within the window.
///
/// An appliance is placed in a network and scans hosts there and in networks peered with it in both directions, where
/// their security groups let it in. The five shapes of the vendor's deployment guide (one network, with one or several
/// scanners; several peered networks in one region, or in several regions; networks without peering) are all estates of
/// this kind.
///
/// The model is deliberately simple: an appliance's capacity is its number of hosts in parallel times the window, a place
/// has room for any number of appliances, and traffic is paid per host and scan. Even so the problem holds set cover and
/// is NP-hard; see ``CoverProblem`` for its numbers and ``PlanningEffort`` for how long it is searched.
public enum AppliancePlanner {
    /// Plans an estate.
    ///
    /// The plan is optimal, and says so, where the search could prove it; else it says by how much it could be too dear
    /// at most. Equal inputs, in any order of their lists, give equal plans.
    /// - Throws: ``EstateIssues``, all at once.
    /// - Complexity: the reach graph is O(networks + peerings + segments x peers); each component is searched with at
    ///   most the steps that `effort` grants.
    public static func plan(
        _ estate: ScanEstate, _ terms: ApplianceTerms, effort: PlanningEffort = .standard
    ) throws(EstateIssues) -> AppliancePlan {
        let issues = EstateCheck.issues(estate, terms)
        guard issues.isEmpty else { throw EstateIssues(issues: issues) }
        let terms = terms.inOrder
        let graph = ReachGraph(estate)
        var writer = PlanWriter(graph: graph, terms: terms)
        for members in graph.components() {
            guard let component = CompiledComponent(members, of: graph, terms: terms) else {
                throw EstateIssues(issues: [.totalTooGreat])
            }
            writer.add(component, search(component.problem, effort: effort))
        }
        return writer.plan()
    }

    static func search(_ problem: CoverProblem, effort: PlanningEffort) -> SearchOutcome {
        if problem.placeCount <= effort.wholeComponentMax {
            var search = BranchAndBound(problem, effort: effort.whole(arcs: problem.arcSegment.count))
            return search.run()
        }
        var search = LargeSearch(problem, effort: effort)
        return search.run()
    }
}

extension ApplianceTerms {
    /// The same terms with sizes in the order of names.
    var inOrder: ApplianceTerms {
        var terms = self
        terms.sizes.sort { $0.name < $1.name }
        return terms
    }

    /// Sizes with a price in a region, in the order of the counts of its menu.
    func offered(in region: String) -> [ApplianceSize] {
        sizes.filter { hourlyPrices[region]?[$0.name] != nil }
    }
}
