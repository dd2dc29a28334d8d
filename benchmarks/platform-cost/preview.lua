-- Asks for the totals of a cart: a body that is read and validated, several statements, nothing that two requests would
-- wait for each other with. The token and the store come from the environment, so that they are in no list of processes.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
wrk.body = '{"fulfillment_type": "PICKUP", "store_id": "' .. os.getenv("STORE") .. '"}'
