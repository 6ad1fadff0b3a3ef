public import Rollout

/// Files of parameters in JSON.
public enum ParameterFileJSON {
    /// The configuration of a vendor's package: settings by section, each with `key`, `label`, `description` and `value`.
    ///
    /// Values are texts or lists of texts. A place without a value stays empty, as in the file that the package brings.
    public static func userConfig(_ export: ParameterExport) -> JSONValue {
        var sections: [JSONValue.Member] = []
        for setting in export.settings {
            let value: JSONValue =
                switch setting.value {
                case nil: setting.isList ? .array([]) : .text("")
                case .text(let text): .text(text)
                case .number(let number): .text("\(number)")
                case .flag(let flag): .text(flag ? "enabled" : "disabled")
                case .list(let list): .array(list.map(JSONValue.text))
                case .secret(let secret): .text("${\(secret.variable)}")
                }
            let member: JSONValue = .members([
                "key": .text(setting.name), "label": .text(setting.label), "description": .text(setting.description),
                "value": value,
            ])
            if case .array(let members) = sections.last?.value, sections.last?.name == setting.section {
                sections[sections.count - 1].value = .array(members + [member])
            } else {
                sections.append(.init(name: setting.section, value: .array([member])))
            }
        }
        return .object(sections)
    }

    /// Variables of Terraform (https://developer.hashicorp.com/terraform/language/values/variables, files `.tfvars.json`).
    ///
    /// Secrets are left out, because Terraform takes them from its environment.
    public static func tfvars(_ export: ParameterExport) -> JSONValue {
        .object(
            export.settings.compactMap { setting in
                setting.value.flatMap { plain($0) }.map { .init(name: setting.name, value: $0) }
            })
    }

    /// A parameter file of Azure Resource Manager, which Bicep takes too
    /// (https://learn.microsoft.com/azure/azure-resource-manager/templates/parameter-files).
    ///
    /// - Parameter keyVault: identifier of the vault that keeps the secrets, which the file then refers to; nil: the file
    ///   says `${NAME}` instead.
    public static func armParameters(_ export: ParameterExport, keyVault: String?) -> JSONValue {
        let parameters = export.settings.compactMap { setting -> JSONValue.Member? in
            guard let value = setting.value else { return nil }
            if case .secret(let secret) = value {
                let content: JSONValue =
                    if let keyVault {
                        .members([
                            "reference": .members([
                                "keyVault": .members(["id": .text(keyVault)]),
                                "secretName": .text(secretName(secret.variable)),
                            ])
                        ])
                    } else {
                        .members(["value": .text("${\(secret.variable)}")])
                    }
                return .init(name: setting.name, value: content)
            }
            return plain(value).map { .init(name: setting.name, value: .members(["value": $0])) }
        }
        return .members([
            "$schema": .text("https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#"),
            "contentVersion": .text("1.0.0.0"), "parameters": .object(parameters),
        ])
    }

    /// The name of a secret in a vault, which takes letters, digits and hyphens alone, at most 127
    /// (https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates).
    public static func secretName(_ variable: String) -> String {
        String(variable.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(127))
    }

    /// A value with its own type; nil for a secret.
    private static func plain(_ value: ExportedValue) -> JSONValue? {
        switch value {
        case .text(let text): .text(text)
        case .number(let number): .integer(number)
        case .flag(let flag): .bool(flag)
        case .list(let list): .array(list.map(JSONValue.text))
        case .secret: nil
        }
    }
}
