package aisle.probes;

import static aisle.probes.Probe.probe;

import java.util.List;

/**
 * Every operation once, in the order of the paths. A new operation needs a row here; then write the tables anew with
 * {@code ./mvnw test -pl server -Dtest='AccessDocumentTest,StatementsDocumentTest' -Ddocs.write=true} and read what they
 * say about it.
 */
final class Probes {
    private static final String FORM = "application/x-www-form-urlencoded";

    static final List<Probe> ALL = List.of(
            // Signing in
            probe("login").json("{'email': '{email}', 'password': '{password}'}"),
            probe("logout").byAStandIn(),
            probe("whoAmI"),
            probe("refreshTokens").json("{'refresh_token': '{refresh_token}'}"),
            probe("register").json("{'email': '{unique}@test.example', 'password': '{password}', 'full_name': 'Ann'}"),
            probe("issueTokens").body(FORM, "grant_type=password&username={email}&password={form_password}"),
            probe("changePassword")
                    .byAStandIn()
                    .json("{'current_password': '{password}', 'new_password': 'horse {unique}'}"),
            probe("sendRegistrationCode").json("{'email': '{unique}@test.example'}"),
            probe("confirmRegistration").refused().json("{'email': '{unique}@test.example', 'code': '123456'}"),
            probe("forgotPassword").json("{'email': '{email}'}"),
            probe("resetPassword").refused().json("{'token': '{unique}', 'new_password': 'horse {unique}'}"),
            probe("changeEmail").json("{'new_email': '{unique}@test.example', 'password': '{password}'}"),
            probe("confirmEmail").refused().json("{'token': '{unique}'}"),
            probe("getKeySet"),

            // Cart and checkout
            probe("getCart").given("cart"),
            probe("clearCart").given("cart"),
            probe("chooseCartStore").given("cart").json("{'store_id': '{store}'}"),
            probe("addCartItem").given("cart").json("{'product_id': '{product}', 'quantity': 1}"),
            probe("setCartItem").at("{cart_line}").json("{'quantity': 2}"),
            probe("removeCartItem").at("{cart_line}"),
            probe("previewCheckout").given("cart").json("{'fulfillment_type': 'PICKUP'}"),
            probe("confirmCheckout")
                    .given("cart")
                    .json("{'fulfillment_type': 'PICKUP', 'payment_method': 'ON_DELIVERY'}"),

            // Slots
            probe("listSlots")
                    .given("slots")
                    .query("store_id={store}&from=2035-01-01&to=2035-02-01&postcode=D02&limit={rows}"),
            probe("createSlot").json(World.SLOT),
            probe("holdSlot").given("cart").at("{slot}"),
            probe("getSlotHold").at("{slot_hold}"),
            probe("releaseSlot").at("{slot_hold}"),
            probe("listSlotTemplates").given("slot templates").query("store_id={store}&limit={rows}"),
            probe("createSlotTemplate").json(World.SLOT_TEMPLATE),
            probe("getSlotTemplate").at("{slot_template}"),
            probe("changeSlotTemplate").at("{slot_template}").json("{'capacity': 7}"),
            probe("deleteSlotTemplate").at("{slot_template}"),
            probe("getSlot").at("{slot}"),
            probe("changeSlot").at("{slot}").json("{'capacity': 7}"),
            probe("toggleSlot").at("{slot}"),
            probe("deleteSlot").at("{slot}"),

            // Catalog
            probe("browseCategories"),
            probe("browseCategory").at("{category}").query("limit={rows}"),
            probe("searchProducts").query("q=product&store_id={store}&facets=true&limit={rows}"),
            probe("featuredProducts").query("store_id={store}&limit={rows}"),
            probe("suggest").query("q=product&limit={rows}"),
            probe("showProductByGtin").at("{gtin}"),
            probe("showProduct").at("{product}"),
            probe("listCategories").query("limit={rows}"),
            probe("createCategory").json("{'name': 'Category {unique}'}"),
            probe("getCategory").at("{category}"),
            probe("changeCategory").at("{category}").json("{'name': 'Category {unique}'}"),
            probe("putCategory").at("{category}").json("{'name': 'Category {unique}'}"),
            probe("toggleCategory").at("{new_category}"),
            probe("deleteCategory").at("{new_category}"),
            probe("listProducts").query("limit={rows}"),
            probe("createProduct").json("{'name': 'Product {unique}', 'price': 1}"),
            probe("getProduct").at("{product}"),
            probe("changeProduct").at("{product}").json("{'description': 'Good {unique}'}"),
            probe("putProduct").at("{product}").json("{'name': 'Product {unique}', 'price': 2, 'unit': 'EACH'}"),
            probe("toggleProduct").at("{new_product}"),
            probe("deleteProduct").at("{new_product}"),
            probe("listPrices").given("prices").at("{product}").query("limit={rows}"),
            probe("listPriceHistory").given("prices").at("{product}").query("limit={rows}"),
            probe("getLowestPrice").at("{product}").query("store_id={store}"),
            probe("schedulePrice")
                    .at("{new_product}")
                    .json("{'store_id': '{store}', 'price': 1, 'to': '2036-01-01T00:00:00Z'}"),
            probe("unschedulePrice").at("{scheduled_product}", "{scheduled_price}"),
            probe("putStorePrice").at("{new_product}", "{store}").json("{'price': 1}"),
            probe("removeStorePrice").at("{priced_product}", "{store}"),

            // Imports
            probe("listImports").given("imports").query("limit={rows}"),
            probe("importProducts").body(Probe.UPLOAD, "sku,name,price\n{unique},Product,1\n"),
            probe("importStock").body(Probe.UPLOAD, "sku,store_id,on_hand\n{unique},{store},1\n"),
            probe("cancelImport").at("{waiting_import}"),
            probe("getImport").at("{import}"),
            probe("getImportErrors").at("{import}"),

            // Exports
            probe("exportProducts").query("store_id={store}"),

            // Stock
            probe("listStock").query("store_id={store}&limit={rows}"),
            probe("listStockMovements").query("store_id={store}&limit={rows}"),
            probe("getStockHealth").query("store_id={store}&limit={rows}"),
            probe("listReorderProposals").query("store_id={store}&limit={rows}"),
            probe("getStockThresholds"),
            probe("putStockThresholds")
                    .json("{'critical': 5, 'low': 10, 'medium': 50, 'lead_time_days': 7, 'safety_days': 3}"),
            probe("exportStock").query("store_id={store}"),
            probe("exportStockMovements").query("store_id={store}"),
            probe("listStockTakes").given("stock-takes").query("store_id={store}&limit={rows}"),
            probe("openStockTake").json("{'store_id': '{store}'}"),
            probe("getStockTake").at("{stock_take}"),
            probe("countStock").at("{stock_take}").json("{'counts': [{counts}]}"),
            probe("listStockTakeLines").at("{counted_stock_take}").query("limit={rows}"),
            probe("postStockTake").at("{counted_stock_take}").json("{}"),
            probe("cancelStockTake").at("{stock_take}"),
            probe("verifyStock"),
            probe("changeStock").at("{store}", "{product}").json("{'delta': 1, 'reason': 'RECEIPT'}"),
            probe("listStockAdjustments").given("stock adjustments").query("store_id={store}&limit={rows}"),
            probe("getStockAdjustment").at("{stock_adjustment}"),
            probe("approveStockAdjustment").at("{stock_adjustment}"),
            probe("rejectStockAdjustment").at("{stock_adjustment}").json("{'reason': 'Count again.'}"),

            // Stock requests
            probe("createStockRequest")
                    .json(
                            "{'store_id': '{store}', 'product_id': '{product}', 'request_type': 'ADD_QUANTITY', 'quantity': 1}"),
            probe("listStockRequests").given("stock requests").query("store_id={store}&limit={rows}"),
            probe("getStockRequest").at("{stock_request}"),
            probe("resolveStockRequest").at("{stock_request}").json("{'status': 'APPROVED'}"),
            probe("reviewStockRequests").json("{'items': [{stock_request_reviews}]}"),
            probe("cancelStockRequest").at("{own_stock_request}"),

            // Orders
            probe("listMyNotifications").given("notifications").query("limit={rows}"),
            probe("getMyNotificationPreferences"),
            probe("putMyNotificationPreferences").json("{'stock_alerts': {'in_app': true, 'by_mail': false}}"),
            probe("listOrders").query("limit={rows}"),
            probe("createOrder")
                    .json("{'store_id': '{store}', 'fulfillment_type': 'PICKUP', 'payment_method': 'ON_DELIVERY',"
                            + " 'items': [{items}]}"),
            probe("listMyOrders").query("limit={rows}"),
            probe("getOrder").at("{order}"),
            probe("getOrderHistory").at("{order}"),

            // Payments
            probe("listOrderPayments").at("{order}"),
            probe("payOrder")
                    .at("{unpaid_order}")
                    .json("{'payment_method': 'SANDBOX', 'payment_token': 'tok_approve'}"),
            probe("captureOrder").at("{order}").json("{}"),
            probe("collectPayment").json("{'order_id': '{order_on_delivery}', 'amount': 0.01, 'means': 'CASH'}"),
            probe("listCollections").query("store_id={store}&day=2026-03-10"),
            probe("settleCash")
                    .json(
                            "{'store_id': '{store}', 'day': '2026-03-10', 'collector_id': '{customer}', 'handed_over': 1}"),
            probe("listRefunds").at("{order}"),
            probe("refundOrder").at("{paid_order}").json("{'amount': 0.01, 'reason': 'Probed'}"),
            probe("receivePaymentEvent").refused().at("sandbox").json("{}"),
            probe("listPaymentIssues").given("payment issues").query("store_id={store}&limit={rows}"),
            probe("resolvePaymentIssue").at("{payment_issue}"),
            probe("completeSandboxPayment").at("{sandbox_charge}").json("{'approved': true}"),
            probe("getOrderCalculation").at("{order}"),
            probe("changeDraft").at("{draft}").json("{'note': 'Ring.', 'items': [{items}]}"),
            probe("confirmDraft").at("{draft}").json("{'payment_method': 'ON_DELIVERY'}"),
            probe("deleteDraft").at("{draft}"),

            // Stores
            probe("listStores").query("limit={rows}"),
            probe("createStore").json("{'name': 'Store {unique}'}"),
            probe("searchStores").query("name=store&limit={rows}"),
            probe("getStore").at("{store}"),
            probe("changeStore").at("{store}").json("{'delivers': true}"),
            probe("putStore").at("{store}").json("{'name': 'Store {unique}'}"),
            probe("toggleStore").at("{idle_store}"),
            probe("archiveStore").at("{idle_store}"),
            probe("listStoreTags").at("{tagged_store}").query("limit={rows}"),
            probe("createStoreTag").at("{store}").json("{'name': 'Tag {unique}'}"),
            probe("listTags").query("limit={rows}&store_id={tagged_store}"),
            probe("getTag").at("{tag}"),
            probe("changeTag").at("{tag}").json("{'name': 'Tag {unique}'}"),
            probe("deleteTag").at("{new_tag}"),
            probe("tagProduct").at("{product}", "{new_tag}"),
            probe("untagProduct").at("{product}", "{tag}"),
            probe("countStoreProducts").at("{store}"),
            probe("listStoreProducts").at("{store}").query("limit={rows}"),
            probe("addStoreProduct").at("{store}", "{product}"),
            probe("addStoreProducts").at("{store}").json("{'product_ids': [{product_ids}]}"),
            probe("removeStoreProducts").at("{store}").json("{'product_ids': [{product_ids}]}"),
            probe("removeStoreProduct").at("{store}", "{other_product}"),

            // Oneself
            probe("getMe"),
            probe("changeMe").json("{'phone': '+1 555 0100'}"),
            probe("exportMyData"),
            probe("eraseMe").byAStandIn(),
            probe("listMyAddresses").given("addresses").query("limit={rows}"),
            probe("addMyAddress").given("addresses").json(World.ADDRESS),
            probe("putMyAddress").at("{address}").json(World.ADDRESS),
            probe("deleteMyAddress").at("{address}"),
            probe("makeMyAddressDefault").at("{address}"),
            probe("listMyPaymentMethods").given("payment methods").query("limit={rows}"),
            probe("addMyPaymentMethod").given("payment methods").json(World.PAYMENT_METHOD),
            probe("makeMyPaymentMethodDefault").at("{payment_method}"),
            probe("deleteMyPaymentMethod").at("{payment_method}"),
            probe("listMyWishes").given("wishes").query("limit={rows}"),
            probe("addMyWish").json("{'product_id': '{other_product}'}"),
            probe("removeMyWish").given("wishes").at("{product}"),

            // Jobs and deliveries
            probe("listJobs").query("limit={rows}"),
            probe("getJob").at("month-partitions"),
            probe("runJob").given("idle job").at("month-partitions"),
            probe("listDeliveries").given("deliveries").query("limit={rows}"),
            probe("retryDelivery").at("{undelivered_event}", "probes"),
            probe("retryParkedDeliveries").given("deliveries").at("probes"),
            probe("listRestrictedRecords").given("restricted records").query("limit={rows}"),
            probe("discloseRestrictedRecord").at("{restricted_order}").json("{'purpose': 'TAX_AUDIT'}"),

            // Settings
            probe("getSettings").query("store_id={store}"),
            probe("putSettings").json("{'store_id': '{store}', 'settings': [{'key': 'delivery_fee', 'value': '0'}]}"),
            probe("listSettingHistory").given("settings").query("limit={rows}"),

            // Keys of machines
            probe("listApiKeys").given("api keys").query("limit={rows}"),
            probe("createApiKey").json("{'name': 'Key', 'scopes': ['listJobs'], 'store_ids': [{stores}]}"),
            probe("getApiKey").at("{api_key}"),
            probe("changeApiKey").at("{api_key}").json("{'store_ids': [{stores}]}"),
            probe("revokeApiKey").at("{api_key}"),

            // Users
            probe("listUsers").query("limit={rows}"),
            probe("createUser")
                    .json("{'email': '{unique}@test.example', 'password': '{password}', 'full_name': 'Ann',"
                            + " 'role': 'CUSTOMER'}"),
            probe("getUser").at("{customer}"),
            probe("putUser")
                    .at("{somebody}")
                    .json("{'email': '{unique}@test.example', 'full_name': 'Ann', 'role': 'CUSTOMER', 'active': true}"),
            probe("changeUser").at("{somebody}").json("{'phone': '+1 555 0100'}"),
            probe("deleteUser").at("{somebody}"),
            probe("toggleUser").at("{somebody}"),
            probe("putUserStores").at("{colleague}").json("{'store_ids': [{stores}]}"),

            // Customers and employees
            probe("listCustomers").given("customers").query("limit={rows}"),
            probe("createCustomer").json("{'full_name': 'Ann'}"),
            probe("getCustomer").at("{walk_in}"),
            probe("putCustomer").at("{walk_in}").json("{'full_name': 'Ann'}"),
            probe("changeCustomer").at("{walk_in}").json("{'phone': '+1 555 0100'}"),
            probe("eraseCustomer").at("{walk_in}"),
            probe("listEmployees").given("employees").query("store_id={store}&limit={rows}"),
            probe("createEmployee").json(World.EMPLOYEE),
            probe("getEmployee").at("{employee}"),
            probe("putEmployee").at("{employee}").json(World.EMPLOYEE),
            probe("changeEmployee").at("{employee}").json("{'position': 'Baker'}"),
            probe("deleteEmployee").at("{employee}"),

            // Health
            probe("getApiHealth"),
            probe("getHealth"),
            probe("getDatabaseHealth"),
            probe("isAlive"),
            probe("isReady"));

    private Probes() {}
}
