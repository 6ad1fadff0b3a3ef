import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Architecture")
struct ArchitectureTests {
    private static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_DOCS"] != nil

    private static func targets() throws -> [Manifest.Target] {
        Manifest.targets(in: try Repository.file("Package.swift").text).filter { !$0.isTest }
    }

    private static func graph() throws -> RoomGraph {
        RoomGraph(rooms: try targets().map(\.name), files: try Repository.swiftFiles(below: ["Sources"]))
    }

    /// Rooms of the picture: modules of C stand behind one room each.
    private static func isDrawn(_ room: String) -> Bool {
        !(room.hasPrefix("C") && room.dropFirst().first?.isUppercase == true)
    }

    private static func picture() throws -> String {
        let manifest = try Repository.file("Package.swift").text
        let hot = Set(try targets().map(\.name).filter { Manifest.setting(of: $0, in: manifest) == "hot" })
        return ArchitecturePicture.svg(try graph().only(isDrawn), hot: hot, purposes: Room.purposes)
    }

    /// Set UPDATE_DOCS=1 to draw it anew.
    @Test("the picture shows what the rooms import")
    func picture() throws {
        let drawn = try Self.picture()
        if Self.isUpdating { try Repository.write(drawn, to: ArchitecturePage.picturePath) }
        #expect(try Repository.file(ArchitecturePage.picturePath).text == drawn, "UPDATE_DOCS=1 draws it anew")
    }

    @Test("the page has every target of the manifest with what it imports")
    func page() throws {
        let page = try Repository.file(ArchitecturePage.path).text
        let graph = try Self.graph()
        let updated = try #require(ArchitecturePage.updated(page, graph, purposes: Room.purposes))
        if Self.isUpdating { try Repository.write(updated, to: ArchitecturePage.path) }
        let written = try Repository.file(ArchitecturePage.path).text
        #expect(written == updated, "UPDATE_DOCS=1 writes it anew")
        for target in try Self.targets() { #expect(written.contains("| `\(target.name)` | ")) }
        #expect(written.contains("](architecture.svg)"))
    }

    @Test("every room has a purpose, and every purpose a room")
    func purposes() throws {
        #expect(Room.purposes.keys.sorted() == Room.all.keys.sorted())
        for (room, purpose) in Room.purposes {
            #expect(purpose.hasSuffix(".") && purpose.count <= 120, "\(room)")
        }
    }

    @Test("the page of a library begins with the purpose of its room")
    func libraries() throws {
        let libraries = try Repository.folders(in: "Sources").filter { Repository.exists("Sources/\($0)/\($0).docc") }
        #expect(libraries.count > 7)
        for library in libraries {
            let page = try Repository.file("Sources/\(library)/\(library).docc/\(library).md")
            #expect(page.lines.dropFirst(2).first.map(String.init) == Room.purposes[library], "\(library)")
        }
    }

    @Test("every name that the page gives as a path is there")
    func paths() throws {
        let page = try Repository.file(ArchitecturePage.path).text
        let words = page.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
        let paths = words.filter { $0.contains("/") && !$0.contains(" ") && !$0.contains("*") && !$0.contains("://") }
        #expect(paths.count > 8)
        for path in paths { #expect(Repository.exists(path), "\(path)") }
    }

    @Test("rooms stand above what they import, and boxes beside one another")
    func layout() throws {
        let graph = try Self.graph().only(Self.isDrawn)
        let rows = graph.rows(most: 6)
        for (room, imports) in graph.imports {
            for used in imports { #expect((rows[room] ?? 0) > (rows[used] ?? 0), "\(room) \(used)") }
        }
        let drawing = LayeredDrawing(
            graph.thinned, rows: rows, total: ArchitecturePicture.inner, gap: 10, width: ArchitecturePicture.boxWidth)
        #expect(drawing.ways.count == graph.thinned.imports.values.map(\.count).reduce(0, +))
        for row in drawing.order {
            let spots = row.map { drawing.spots[$0] }
            for (left, right) in zip(spots, spots.dropFirst()) {
                #expect(left.place + left.width / 2 + 9.99 <= right.place - right.width / 2)
            }
            for spot in spots {
                #expect(
                    spot.place - spot.width / 2 >= -0.01
                        && spot.place + spot.width / 2 <= ArchitecturePicture.inner + 0.01, "\(spot)")
            }
        }
    }

    @Test("thinning leaves what every room reaches")
    func thinning() throws {
        let graph = RoomGraph(imports: ["a": ["b", "c", "d"], "b": ["c"], "c": ["d"], "d": [], "e": ["d"]])
        #expect(graph.thinned.imports == ["a": ["b"], "b": ["c"], "c": ["d"], "d": [], "e": ["d"]])
        let own = try Self.graph()
        for room in own.rooms { #expect(own.thinned.reached(from: room) == own.reached(from: room)) }
        #expect(graph.rows(most: 1) == ["a": 3, "b": 2, "c": 1, "d": 0, "e": 3])
        #expect(graph.rows(most: 2) == ["a": 3, "b": 2, "c": 1, "d": 0, "e": 1])
    }

    @Test("the picture has a box for every room and a curve for every import that is left")
    func parts() throws {
        let svg = try Self.picture()
        let graph = try Self.graph().only(Self.isDrawn)
        for room in graph.rooms { #expect(svg.contains(">\(room)</text>")) }
        for (room, imports) in graph.thinned.imports {
            for used in imports { #expect(svg.contains("<title>\(room) imports \(used)</title>")) }
        }
        #expect(XMLParser(data: Data(svg.utf8)).parse())
    }

    @Test("places are the nearest ones that keep their distances")
    func places() {
        func nearest(_ wanted: [Double]) -> [Double] {
            LayeredDrawing.nearest(
                to: wanted, widths: Array(repeating: 10, count: wanted.count), gap: 0, total: 100)
        }
        #expect(nearest([20, 40, 60]) == [20, 40, 60])
        #expect(nearest([50, 50]) == [45, 55])
        #expect(nearest([60, 40]) == [45, 55])
        #expect(nearest([-20, 50]) == [5, 50])
        #expect(nearest([50, 200]) == [50, 95])
    }
}
