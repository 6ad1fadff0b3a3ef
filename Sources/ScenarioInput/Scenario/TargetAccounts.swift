import ScanModel

/// The accounts that a deployment declares, with and without the stack that lets the service account scan them.
struct TargetAccounts {
    /// One account with what its target stack is told; nil: it has none.
    struct Declared {
        var account: Setting<String>
        var stack: [VendorParameterValue]?
    }

    /// In the order of the list; the generated ones after all others.
    private(set) var declared: [Declared] = []

    /// The entries that stand for the accounts of the generated fleet.
    private var generated: [(field: Field, stack: [VendorParameterValue]?)] = []

    /// Reads the list `targetAccounts`.
    ///
    /// - Parameters:
    ///   - serviceAccount: what every target stack has to name; nil if it is not known.
    ///   - stackParameters: what a target stack asks for; nil if it is not known.
    init?(_ field: Field, serviceAccount: String?, stackParameters: [VendorProfile.Parameter]?) {
        var accounts = TargetAccounts()
        let entries: [Void]? = field.list(count: 1...100_000) { field in
            field.withMapping { reader in
                let (listed, generated) = TargetAccounts.accounts(&reader)
                let field = reader.optional(
                    "targetStack", "Parameters of the stack that lets the service account in; none if left out.")
                let stack = field.map { field in
                    stackParameters.flatMap {
                        VendorParameters(field, parameters: $0, serviceAccount: serviceAccount)?.given
                    } ?? []
                }
                if let generated {
                    if !accounts.generated.isEmpty {
                        generated.report("the generated accounts are named more than once")
                    }
                    accounts.generated.append((generated, stack))
                }
                accounts.declared += listed.map { Declared(account: $0, stack: stack) }
            }
        }
        guard entries != nil else { return nil }
        var seen: Set<String> = []
        for account in accounts.declared.map(\.account) where !seen.insert(account.value).inserted {
            account.field.report("the account `\(account.value)` is listed more than once")
        }
        self = accounts
    }

    private init() {}

    /// The accounts with a target stack.
    var withStack: [Setting<String>] { declared.filter { $0.stack != nil }.map(\.account) }

    /// The accounts without one.
    var withoutStack: [Setting<String>] { declared.filter { $0.stack == nil }.map(\.account) }

    /// Puts the accounts of a generated fleet where the entry `accounts: generated` stands.
    mutating func addGenerated(_ fleet: FleetSettings?) {
        guard let entry = generated.last, let fleet else { return }
        guard let specification = fleet.generated?.specification else {
            if fleet.field.child("generate") == nil {
                entry.field.report("names generated accounts", expected: "a fleet with `generate`")
            }
            return
        }
        let taken = Set(declared.map(\.account.value))
        for account in (0..<specification.accounts).map({ specification.accountID($0) }) {
            if taken.contains(account) { entry.field.report("the account `\(account)` is generated and listed") }
            declared.append(Declared(account: Setting(value: account, field: entry.field), stack: entry.stack))
        }
    }

    /// The accounts that an entry lists, or the field that names the generated ones.
    private static func accounts(_ reader: inout MappingReader) -> (listed: [Setting<String>], generated: Field?) {
        let (one, many) = reader.exactlyOne(
            ("account", "One account."), ("accounts", "Several accounts, or `generated` for those of the fleet."),
            problem: "names no account")
        var listed = [one.flatMap { $0.setting($0.account()) }].compactMap { $0 }
        var generated: Field?
        let more: [Setting<String>]? = many?.either(
            [
                (
                    applies: { $0.isGeneratedWord },
                    read: { field in
                        _ = field.choice([(word: TargetAccounts.generatedWord, value: 0)])
                        if field.recorder == nil { generated = field }
                        return []
                    }
                ),
                (
                    applies: { _ in true },
                    read: { field in
                        field.list(count: 1...100_000) { $0.setting($0.account()) }?.compactMap { $0 }
                    }
                ),
            ], expected: "a list")
        listed += more ?? []
        return (listed, generated)
    }

    /// What stands for the accounts of the generated fleet.
    fileprivate static let generatedWord = "generated"
}

extension Field {
    /// Whether it is the word that stands for the accounts of the generated fleet.
    fileprivate var isGeneratedWord: Bool {
        if case .scalar(TargetAccounts.generatedWord, _) = node.content { true } else { false }
    }
}
