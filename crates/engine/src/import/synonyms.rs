//! The names columns go by, after [`super::header::normalized`] has taken the dress off them.
//!
//! Two tiers for the columns a file must have. The strict names are sure; the loose ones are used only where no
//! strict name is found, because `id` or `price` often means something else.

use super::customer_synonyms::{DETAILS, OWNERS};
use crate::data::{DimensionRole, MeasureRole, TextRole};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a header may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    CustomerId,
    Date,
    Amount,
    OrderId,
    Name,
    /// A family name or a given name, of a header that has both.
    NamePart,
    Quantity,
    UnitPrice,
    Cost,
    Profit,
    Signup,
    ProductId,
    Measure(MeasureRole),
    Text(TextRole),
    Dimension(DimensionRole),
}

impl Field {
    /// Whether a column of that name can still be something else: a loose name that is required wins over it.
    pub(super) fn is_detail(self) -> bool {
        matches!(self, Self::Dimension(_) | Self::Measure(_) | Self::Text(_) | Self::ProductId)
    }
}

const STRICT: [(Field, &[&str]); 5] = [
    (
        Field::CustomerId,
        &[
            "customerid",
            "custid",
            "customer",
            "customerno",
            "customernumber",
            "clientid",
            "memberid",
            "userid",
            "客戶編號",
            "客戶代號",
            "客戶id",
            "會員編號",
            "会员编号",
            "客户编号",
            "客户id",
            "顧客id",
            "顧客番号",
            "会員番号",
            "kundennr",
            "kundennummer",
            "고객번호",
            "nrklienta",
            "кодклиента",
        ],
    ),
    (
        Field::Date,
        &[
            "date",
            "transactiondate",
            "orderdate",
            "invoicedate",
            "purchasedate",
            "datetime",
            "timestamp",
            "transactiontime",
            "交易日期",
            "訂單日期",
            "消費日期",
            "日期",
            "购买日期",
            "取引日",
            "購入日",
            "売上日",
            "datum",
            "거래일자",
            "날짜",
            "data",
            "дата",
        ],
    ),
    (
        Field::Amount,
        &[
            "amount",
            "total",
            "revenue",
            "sales",
            "totalamount",
            "lineamount",
            "金額",
            "交易金額",
            "消費金額",
            "金额",
            "売上金額",
            "売上",
            "betrag",
            "umsatz",
            "금액",
            "kwota",
            "сумма",
        ],
    ),
    (
        Field::OrderId,
        &[
            "transactionid",
            "orderid",
            "invoice",
            "invoiceno",
            "orderno",
            "交易編號",
            "訂單編號",
            "订单编号",
            "取引id",
            "伝票番号",
            "주문번호",
        ],
    ),
    (
        Field::Name,
        &[
            "name",
            "customername",
            "姓名",
            "客戶姓名",
            "客戶名稱",
            "客户名称",
            "氏名",
            "顧客名",
            "kundenname",
            "имя",
            "nazwa",
            "이름",
        ],
    ),
];

/// Loose names, the likelier ones first.
const LOOSE: [(Field, &[&str]); 6] = [
    (
        Field::CustomerId,
        &[
            "customerkey",
            "custkey",
            "custno",
            "customercode",
            "clientno",
            "clientnumber",
            "clientkey",
            "memberno",
            "membernumber",
            "userno",
            "buyerid",
            "accountid",
            "accountno",
            "contactid",
            "客戶代碼",
            "客戶號",
            "客戶編碼",
            "會員代號",
            "會員id",
            "會員號",
            "會員卡號",
            "会员id",
            "会员号",
            "客户代码",
            "客户号",
            "用户id",
            "顧客コード",
            "cust",
            "client",
            "member",
            "user",
            "buyer",
            "account",
            "客戶",
            "會員",
            "顧客",
            "客户",
            "会员",
            "customeremail",
            "email",
            "id",
        ],
    ),
    (
        Field::Date,
        &[
            "orderdatetime",
            "ordertime",
            "ordertimestamp",
            "transdate",
            "txndate",
            "saledate",
            "salesdate",
            "saletime",
            "purchasetime",
            "purchasetimestamp",
            "purchasedat",
            "invoicedatetime",
            "billdate",
            "paymentdate",
            "paidat",
            "soldat",
            "createdat",
            "created",
            "day",
            "訂購日期",
            "購買日期",
            "銷售日期",
            "下單日期",
            "成交日期",
            "交易時間",
            "訂單時間",
            "下單時間",
            "訂單成立日期",
            "销售日期",
            "交易日期时间",
            "订单日期",
            "下单日期",
            "下单时间",
            "交易时间",
            "成交时间",
            "注文日",
            "販売日",
            "日付",
            "fecha",
        ],
    ),
    (
        Field::Amount,
        &[
            "netamount",
            "grossamount",
            "orderamount",
            "ordertotal",
            "ordervalue",
            "linetotal",
            "linerevenue",
            "salesamount",
            "saleamount",
            "netsales",
            "grosssales",
            "netrevenue",
            "totalsales",
            "totalrevenue",
            "totalprice",
            "totalpaid",
            "amountpaid",
            "paidamount",
            "paymentamount",
            "transactionamount",
            "purchaseamount",
            "turnover",
            "extendedprice",
            "dollarvalue",
            "value",
            "spend",
            "spent",
            "paid",
            "payment",
            "subtotal",
            "net",
            "gross",
            "sale",
            "銷售額",
            "銷售金額",
            "營業額",
            "營收",
            "訂單金額",
            "實付金額",
            "付款金額",
            "成交金額",
            "消費額",
            "總金額",
            "總額",
            "销售额",
            "销售金额",
            "营业额",
            "订单金额",
            "交易金额",
            "消费金额",
            "实付金额",
            "成交金额",
            "总金额",
            "总额",
            "合計金額",
            "importe",
        ],
    ),
    (
        Field::OrderId,
        &[
            "order",
            "ordernumber",
            "invoiceid",
            "invoicenumber",
            "receiptno",
            "receiptid",
            "basketid",
            "ticketno",
            "交易序號",
            "訂單號碼",
            "訂單號",
            "發票號碼",
            "单号",
            "订单号",
            "交易编号",
        ],
    ),
    (
        Field::Name,
        &[
            "fullname",
            "clientname",
            "membername",
            "會員姓名",
            "顧客姓名",
            "客户姓名",
            "会员姓名",
            "客户名",
            "会員名",
        ],
    ),
    (Field::UnitPrice, &["price"]),
];

/// Columns that may be there; one tier is enough, because nothing is refused for them.
const OPTIONAL: [(Field, &[&str]); 15] = [
    (
        Field::Quantity,
        &[
            "quantity",
            "qty",
            "units",
            "orderquantity",
            "unitssold",
            "pieces",
            "pcs",
            "數量",
            "購買數量",
            "件數",
            "数量",
            "件数",
            "個数",
            "menge",
            "anzahl",
            "cantidad",
            "수량",
            "ilość",
            "количество",
        ],
    ),
    (
        Field::UnitPrice,
        &[
            "unitprice",
            "priceperunit",
            "itemprice",
            "priceeach",
            "單價",
            "单价",
            "単価",
            "商品單價",
            "商品单价",
            "stückpreis",
            "einzelpreis",
            "단가",
            "цена",
        ],
    ),
    (
        Field::Cost,
        &[
            "cost",
            "costs",
            "costofgoods",
            "costofgoodssold",
            "cogs",
            "servicecost",
            "shippingcost",
            "totalcost",
            "productcost",
            "linecost",
            "成本",
            "商品成本",
            "服務成本",
            "銷貨成本",
            "物流成本",
            "总成本",
            "總成本",
            "服务成本",
            "销售成本",
            "原価",
            "kosten",
            "원가",
        ],
    ),
    (
        Field::Profit,
        &["profit", "grossprofit", "margin", "grossmargin", "毛利", "利潤", "利润", "粗利", "gewinn", "이익"],
    ),
    (
        Field::Signup,
        &[
            "signupdate",
            "signup",
            "signedup",
            "signedupat",
            "joined",
            "joindate",
            "joinedat",
            "dateofjoining",
            "registered",
            "registeredat",
            "registrationdate",
            "membersince",
            "customersince",
            "註冊日期",
            "注册日期",
            "入會日",
            "入會日期",
            "入会日",
            "加入日期",
            "登録日",
            "가입일",
        ],
    ),
    (
        Field::Dimension(DimensionRole::Category),
        &[
            "category",
            "productcategory",
            "department",
            "類別",
            "商品類別",
            "產品類別",
            "品類",
            "分類",
            "类别",
            "品类",
            "商品类别",
            "カテゴリ",
            "kategorie",
            "카테고리",
            "kategoria",
        ],
    ),
    (
        Field::Dimension(DimensionRole::Product),
        &[
            "product",
            "productname",
            "item",
            "itemname",
            "商品",
            "商品名稱",
            "產品",
            "產品名稱",
            "品名",
            "商品名称",
            "产品",
            "产品名称",
            "商品名",
            "produkt",
            "artikel",
            "상품",
        ],
    ),
    (
        Field::Dimension(DimensionRole::Channel),
        &[
            "channel",
            "saleschannel",
            "orderchannel",
            "通路",
            "銷售通路",
            "渠道",
            "销售渠道",
            "チャネル",
            "kanal",
            "채널",
        ],
    ),
    (
        Field::Dimension(DimensionRole::Discounted),
        &["discounted", "isdiscounted", "onsale", "是否折扣", "打折"],
    ),
    (
        Field::Dimension(DimensionRole::Returned),
        &[
            "returned",
            "isreturned",
            "return",
            "refunded",
            "isrefunded",
            "退貨",
            "是否退貨",
            "退货",
            "是否退货",
            "返品",
        ],
    ),
    (
        Field::Dimension(DimensionRole::Complaint),
        &["complaint", "complained", "客訴", "投訴", "客诉", "投诉", "クレーム"],
    ),
    (
        Field::Dimension(DimensionRole::CustomerKind),
        &[
            "type",
            "kind",
            "segment",
            "customertype",
            "customerkind",
            "customersegment",
            "客戶類型",
            "客戶類別",
            "會員類型",
            "會員等級",
            "客户类型",
            "会员类型",
            "会员等级",
            "顧客区分",
        ],
    ),
    (
        Field::Dimension(DimensionRole::Region),
        &[
            "city",
            "region",
            "country",
            "state",
            "province",
            "county",
            "城市",
            "縣市",
            "地區",
            "區域",
            "國家",
            "地区",
            "区域",
            "国家",
            "省份",
            "都道府県",
            "市区町村",
            "stadt",
            "land",
            "miasto",
            "kraj",
            "город",
        ],
    ),
    (
        Field::Dimension(DimensionRole::AcquisitionChannel),
        &[
            "acquisitionchannel",
            "acquisition",
            "source",
            "acquisitionsource",
            "leadsource",
            "來源",
            "獲客管道",
            "獲客渠道",
            "獲客來源",
            "来源",
            "获客渠道",
        ],
    ),
    (
        Field::Dimension(DimensionRole::Gender),
        &["gender", "sex", "性別", "性别", "geschlecht", "성별", "płeć", "пол"],
    ),
];

/// Codes and signs of currencies that headers carry in front or behind, as in `amount_twd`.
const CURRENCY_PARTS: [&str; 18] = [
    "nt$", "us$", "hk$", "ntd", "twd", "usd", "hkd", "cny", "rmb", "jpy", "eur", "gbp", "chf", "$", "¥", "€",
    "£", "元",
];

fn look_up(table: &[(Field, &[&str])], name: &str) -> Option<(Field, usize)> {
    table.iter().find_map(|(field, names)| {
        names.iter().position(|synonym| *synonym == name).map(|rank| (*field, rank))
    })
}

/// The field a normalized name surely means.
pub(super) fn strict_field(name: &str) -> Option<Field> {
    look_up(&STRICT, name).map(|(field, _)| field)
}

/// The fields a normalized name may mean, with a rank: the lowest of several columns is taken.
pub(super) fn loose_field(name: &str) -> Option<(Field, usize)> {
    let bare = without_currency(name);
    let strict = || look_up(&STRICT, bare).filter(|&(field, _)| bare != name && field == Field::Amount);
    strict()
        .map(|(field, _)| (field, 0))
        .or_else(|| look_up(&LOOSE, bare).map(|(field, rank)| (field, rank + 1)))
}

/// The optional field a normalized name means.
pub(super) fn optional_field(name: &str) -> Option<Field> {
    // By hash, because wide files have thousands of headers and the lists are long.
    static FIELDS: LazyLock<FxHashMap<&str, Field>> = LazyLock::new(|| {
        let all = OPTIONAL.iter().chain(&DETAILS).rev();
        all.flat_map(|(field, names)| names.iter().map(|name| (*name, *field))).collect()
    });
    let known = |name: &str| FIELDS.get(name).or_else(|| FIELDS.get(without_currency(name))).copied();
    known(name).or_else(|| known(without_owner(name)?).and_then(of_customer))
}

/// The rest of a name that begins with whom the column is about, as in `customercity`.
fn without_owner(name: &str) -> Option<&str> {
    OWNERS.iter().find_map(|owner| name.strip_prefix(owner)).filter(|rest| !rest.is_empty())
}

/// What a name means with the customer in front of it; `None` for what only order lines have.
fn of_customer(field: Field) -> Option<Field> {
    use DimensionRole::{AcquisitionChannel, Category, Channel, Discounted, Product, Returned};
    match field {
        Field::Dimension(Channel) => Some(Field::Dimension(AcquisitionChannel)),
        Field::Dimension(Category) => Some(Field::Dimension(DimensionRole::CustomerKind)),
        Field::Dimension(Product | Discounted | Returned) | Field::Measure(MeasureRole::Discount) => None,
        Field::Dimension(_) | Field::Measure(_) | Field::Text(_) | Field::Signup => Some(field),
        _ => None,
    }
}

/// Whether a name says by itself that the column is about the customer.
pub(super) fn names_customer(name: &str) -> bool {
    without_owner(name).is_some()
}

fn without_currency(name: &str) -> &str {
    CURRENCY_PARTS
        .iter()
        .find_map(|part| name.strip_suffix(part).or_else(|| name.strip_prefix(part)))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_do_not_hide_an_amount() {
        assert_eq!(loose_field("amounttwd"), Some((Field::Amount, 0)));
        assert_eq!(loose_field("dollarvalue").map(|(field, _)| field), Some(Field::Amount));
        assert_eq!(optional_field("costofgoodsusd"), Some(Field::Cost));
        assert_eq!(strict_field("amounttwd"), None);
        assert_eq!(loose_field("date"), None);
    }

    #[test]
    fn details_are_known_with_and_without_their_owner() {
        let city = Field::Dimension(DimensionRole::Region);
        assert_eq!([optional_field("customercity"), optional_field("客戶城市")], [Some(city); 2]);
        assert_eq!(
            optional_field("memberage").zip(optional_field("年齢")),
            Some((Field::Measure(MeasureRole::Age), Field::Measure(MeasureRole::Age)))
        );
        assert_eq!(
            optional_field("customerchannel"),
            Some(Field::Dimension(DimensionRole::AcquisitionChannel))
        );
        assert_eq!(optional_field("customerdiscount"), None);
        assert_eq!(optional_field("incomeusd"), Some(Field::Measure(MeasureRole::Income)));
        assert_eq!(optional_field("email"), Some(Field::Text(TextRole::Email)));
    }

    #[test]
    fn the_names_of_rule_3_mean_what_they_meant() {
        for (field, names) in STRICT {
            for name in names {
                assert_eq!(strict_field(name), Some(field), "{name}");
                assert_eq!(optional_field(name), None, "{name} has two meanings");
            }
        }
    }

    #[test]
    fn a_name_has_one_meaning() {
        let mut known: FxHashMap<&str, Field> = FxHashMap::default();
        for (field, names) in OPTIONAL.iter().chain(&DETAILS) {
            for name in *names {
                let earlier = known.insert(name, *field);
                assert!(earlier.is_none_or(|earlier| earlier == *field), "{name}: {earlier:?} and {field:?}");
                assert_eq!(super::super::header::normalized(name), **name, "is compared in another form");
            }
        }
    }
}
