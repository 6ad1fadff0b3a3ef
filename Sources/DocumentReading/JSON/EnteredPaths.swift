/// The containers that are entered, arranged by their keys.
struct EnteredPaths {
    private var children: [[String: Int]] = [[:]]
    private var numbers: [Int] = [-1]

    init(_ paths: [[String]]) {
        for (number, path) in paths.enumerated() {
            var node = 0
            for key in path {
                if let known = children[node][key] {
                    node = known
                } else {
                    children.append([:])
                    numbers.append(-1)
                    children[node][key] = children.count - 1
                    node = children.count - 1
                }
            }
            numbers[node] = number
        }
    }

    func child(of node: Int, _ key: String) -> Int? { children[node].isEmpty ? nil : children[node][key] }

    func number(of node: Int) -> Int { numbers[node] }
}
