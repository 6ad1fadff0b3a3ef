import ScanModel

/// The accounts that a deployment declares, with and without the stack that lets the service account scan them.
struct TargetAccounts {
    var withStack: [Setting<String>] = []
    var withoutStack: [Setting<String>] = []

    /// Entries that stand for the accounts of the generated fleet.
    private var generatedWithStack: Field?
    private var generatedWithoutStack: Field?

    /// Reads the list `targetAccounts`.
    ///
    /// - Parameters:
    ///   - serviceAccount: what every target stack has to name; nil if it is not known.
    ///   - stackParameters: the parameters of a target stack that name the service account; nil if they are not known.
    init?(_ field: Field, serviceAccount: String?, stackParameters: [String]?) {
        var accounts = TargetAccounts()
        let entries: [Void]? = field.list(count: 1...100_000) { field in
            field.withMapping { reader in
                let (listed, generated) = TargetAccounts.accounts(&reader)
                let stack = reader.optional(
                    "targetStack", "Parameters of the stack that lets the service account in; none if left out.")
                if let generated { accounts.add(generated, hasStack: stack != nil) }
                if let stack, let stackParameters {
                    TargetAccounts.check(stack, serviceAccount: serviceAccount, parameters: stackParameters)
                }
                accounts.add(listed, hasStack: stack != nil)
            }
        }
        guard entries != nil else { return nil }
        var seen: Set<String> = []
        for account in accounts.listed where !seen.insert(account.value).inserted {
            account.field.report("the account `\(account.value)` is listed more than once")
        }
        self = accounts
    }

    private init() {}

    /// All accounts in the order of the file.
    private var listed: [Setting<String>] {
        (withStack + withoutStack).sorted { $0.field.node.place < $1.field.node.place }
    }

    private mutating func add(_ accounts: [Setting<String>], hasStack: Bool) {
        if hasStack { withStack += accounts } else { withoutStack += accounts }
    }

    private mutating func add(_ generated: Field, hasStack: Bool) {
        if generatedWithStack != nil || generatedWithoutStack != nil {
            generated.report("the generated accounts are named more than once")
        }
        if hasStack { generatedWithStack = generated } else { generatedWithoutStack = generated }
    }

    /// Puts the accounts of a generated fleet where the entry `accounts: generated` stands.
    mutating func addGenerated(_ fleet: FleetSettings?) {
        guard let entry = generatedWithStack ?? generatedWithoutStack, let fleet else { return }
        guard let specification = fleet.generated?.specification else {
            if fleet.field.child("generate") == nil {
                entry.report("names generated accounts", expected: "a fleet with `generate`")
            }
            return
        }
        let taken = Set((withStack + withoutStack).map(\.value))
        let accounts = (0..<specification.accounts).map { specification.accountID($0) }
        for account in accounts where taken.contains(account) {
            entry.report("the account `\(account)` is generated and listed")
        }
        add(accounts.map { Setting(value: $0, field: entry) }, hasStack: generatedWithStack != nil)
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

    private static func check(_ field: Field, serviceAccount: String?, parameters: [String]) {
        field.withMapping { reader in
            for name in parameters {
                guard let field = reader.required(name, "The service account."), let account = field.account(),
                    let serviceAccount,
                    account != serviceAccount
                else { continue }
                field.report(field.shown, expected: "the service account \(serviceAccount)")
            }
        }
    }
}

extension Field {
    /// Whether it is the word that stands for the accounts of the generated fleet.
    fileprivate var isGeneratedWord: Bool {
        if case .scalar(TargetAccounts.generatedWord, _) = node.content { true } else { false }
    }
}
