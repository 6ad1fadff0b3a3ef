/// What a column of a cost export says, whatever its name.
enum ExportField: Int, CaseIterable {
    case billedCost, effectiveCost, listCost, currency
    case start, end
    case category, correction
    case provider, service, usageType, operation, region, account
    case quantity, unit
    case tags
}

/// The forms of cost exports that are read.
public enum ExportDialect: String, Hashable, Sendable {
    /// FinOps Open Cost and Usage Specification, 1.0 and later.
    case focus
    /// AWS Cost and Usage Report with names such as `lineItem/UsageType`.
    case cur
    /// AWS Cost and Usage Report 2.0, or a legacy one as Athena names it: `line_item_usage_type`.
    case cur2

    /// The form in words.
    public var title: String {
        switch self {
        case .focus: "FOCUS"
        case .cur: "AWS CUR (legacy)"
        case .cur2: "AWS CUR 2.0"
        }
    }

    /// A column by which the form is told from others.
    private var mark: String {
        switch self {
        case .focus: "billedcost"
        case .cur: "lineitem/unblendedcost"
        case .cur2: "line_item_unblended_cost"
        }
    }

    /// The form of a table with these columns in small letters; nil if it is none of them.
    init?(columns: Set<String>) {
        let forms: [ExportDialect] = [.focus, .cur, .cur2]
        guard let found = forms.first(where: { columns.contains($0.mark) }) else { return nil }
        self = found
    }

    /// Names of the column that holds a field, in small letters, the best first; empty if the form has none.
    ///
    /// Sources: FOCUS 1.0 and 1.2 with AWS columns
    /// (https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-focus-1-2-aws-columns.html), CUR 2.0
    /// (https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html) and the legacy data dictionary.
    func names(of field: ExportField) -> [String] {
        switch self {
        case .focus: focusNames(field)
        case .cur: curNames(field)
        case .cur2: cur2Names(field)
        }
    }

    private func focusNames(_ field: ExportField) -> [String] {
        switch field {
        case .billedCost: ["billedcost"]
        case .effectiveCost: ["effectivecost"]
        case .listCost: ["listcost"]
        case .currency: ["billingcurrency"]
        case .start: ["chargeperiodstart"]
        case .end: ["chargeperiodend"]
        case .category: ["chargecategory"]
        case .correction: ["chargeclass"]
        case .provider: ["providername", "serviceprovidername"]
        case .service: ["x_servicecode", "servicename"]
        case .usageType: ["x_usagetype", "skumeter"]
        case .operation: ["x_operation"]
        case .region: ["regionid"]
        case .account: ["subaccountid"]
        case .quantity: ["consumedquantity", "pricingquantity"]
        case .unit: ["consumedunit", "pricingunit"]
        case .tags: ["tags"]
        }
    }

    private func curNames(_ field: ExportField) -> [String] {
        switch field {
        case .billedCost: ["lineitem/unblendedcost"]
        case .listCost: ["pricing/publicondemandcost"]
        case .currency: ["lineitem/currencycode"]
        case .start: ["lineitem/usagestartdate"]
        case .end: ["lineitem/usageenddate"]
        case .category: ["lineitem/lineitemtype"]
        case .service: ["lineitem/productcode"]
        case .usageType: ["lineitem/usagetype"]
        case .operation: ["lineitem/operation"]
        case .region: ["product/regioncode", "product/region", "product/fromregioncode"]
        case .account: ["lineitem/usageaccountid"]
        case .quantity: ["lineitem/usageamount"]
        case .unit: ["pricing/unit"]
        case .effectiveCost, .correction, .provider, .tags: []
        }
    }

    private func cur2Names(_ field: ExportField) -> [String] {
        switch field {
        case .billedCost: ["line_item_unblended_cost"]
        case .listCost: ["pricing_public_on_demand_cost"]
        case .currency: ["line_item_currency_code"]
        case .start: ["line_item_usage_start_date"]
        case .end: ["line_item_usage_end_date"]
        case .category: ["line_item_line_item_type"]
        case .service: ["line_item_product_code"]
        case .usageType: ["line_item_usage_type"]
        case .operation: ["line_item_operation"]
        case .region: ["product_region_code", "product_region", "product_from_region_code"]
        case .account: ["line_item_usage_account_id"]
        case .quantity: ["line_item_usage_amount"]
        case .unit: ["pricing_unit"]
        case .tags: ["resource_tags"]
        case .effectiveCost, .correction, .provider: []
        }
    }

    /// Beginnings of the names of columns that hold one tag each, in small letters.
    var tagColumns: [String] {
        switch self {
        case .focus: []
        case .cur: ["resourcetags/user:", "resourcetags/aws:", "resourcetags/"]
        case .cur2: ["resource_tags_user_", "resource_tags_aws_", "resource_tags_"]
        }
    }

    /// Without these a table is of no use.
    func isRequired(_ field: ExportField) -> Bool {
        switch field {
        case .billedCost, .currency, .start, .end, .category, .service, .usageType, .quantity, .unit: true
        case .effectiveCost, .listCost, .correction, .provider, .operation, .region, .account, .tags: false
        }
    }

    /// Whether a charge of a category is for use; taxes, credits, purchases and fees are not.
    ///
    /// FOCUS: ChargeCategory (https://focus.finops.org/focus-specification/v1-2/). CUR: lineItem/LineItemType
    /// (https://docs.aws.amazon.com/cur/latest/userguide/Lineitem-columns.html); what reservations and savings plans
    /// cover is use as well.
    func isUse(_ category: String) -> Bool {
        switch self {
        case .focus: category == "Usage"
        case .cur, .cur2: ["Usage", "DiscountedUsage", "SavingsPlanCoveredUsage"].contains(category)
        }
    }
}
