public import Rollout

/// Values of Terraform's variables in its own language.
public enum TerraformText {
    /// The lines of a file `terraform.tfvars`, with equals signs below one another as `terraform fmt` puts them.
    ///
    /// A secret is a comment that names the variable of the environment from which Terraform takes it.
    public static func tfvars(_ export: ParameterExport) -> String {
        let settings = export.settings.filter { $0.value != nil }
        let plain = settings.filter { if case .secret = $0.value { false } else { true } }
        let width = plain.map(\.name.count).max() ?? 0
        var text = "# Variables of \(export.deployment) for the modules of \(export.profile)\n"
        for setting in plain {
            let padding = String(repeating: " ", count: width - setting.name.count)
            text += "\(setting.name)\(padding) = \(expression(setting.value))\n"
        }
        for (name, secret) in export.secrets {
            text += "# \(name) is taken from TF_VAR_\(name); its value is kept in \(quoted(secret.reference))\n"
        }
        return text
    }

    private static func expression(_ value: ExportedValue?) -> String {
        switch value {
        case nil, .secret: "null"
        case .text(let text): quoted(text)
        case .number(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        case .list(let list): "[\(list.map(quoted).joined(separator: ", "))]"
        }
    }

    /// A text in quotation marks that means itself, whatever is in it.
    ///
    /// Backslashes escape, and `${` and `%{` would begin a template, which a doubled sign prevents
    /// (https://developer.hashicorp.com/terraform/language/expressions/strings). Of several signs in a row before a
    /// brace, two readers might pair different ones, so those are written by their numbers.
    public static func quoted(_ text: String) -> String {
        var result = "\""
        let scalars = Array(text.unicodeScalars)
        var signs = 0
        for (index, scalar) in scalars.enumerated() {
            signs = scalar == "$" || scalar == "%" ? signs + 1 : 0
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "$", "%":
                let further = scalars[(index + 1)...].prefix { $0 == "$" || $0 == "%" }.count
                let end = index + 1 + further
                guard end < scalars.count, scalars[end] == "{" else {
                    result.unicodeScalars.append(scalar)
                    continue
                }
                result += signs + further > 1 ? escape(scalar) : "\(scalar)\(scalar)"
            default:
                if scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
                    || scalar.properties.generalCategory == .lineSeparator
                    || scalar.properties.generalCategory == .paragraphSeparator
                {
                    result += escape(scalar)
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }

    /// A character by its number.
    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        let width = scalar.value > 0xFFFF ? 8 : 4
        return (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count) + digits
    }
}
