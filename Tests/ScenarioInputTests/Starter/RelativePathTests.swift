import ScenarioInput
import Testing

@Suite struct RelativePathTests {
    @Test(
        arguments: [
            ("/a/b", "/a", "b", false),
            ("/a/b/c/", "/a/.", "b/c", false),
            ("/a", "/a/", ".", false),
            ("/", "/", ".", false),
            ("/a", "/", "a", false),
            ("/a/b", "/a/c", "../b", true),
            ("/a", "/a/b/c", "../..", true),
            ("/x//y", "/a/b", "../../x/y", true),
            ("/ab", "/a", "../ab", true),
        ])
    func ways(path: String, folder: String, way: String, isOutside: Bool) {
        let relative = RelativePath(path, from: folder)
        #expect(relative.text == way)
        #expect(relative.isOutside == isOutside)
    }
}
