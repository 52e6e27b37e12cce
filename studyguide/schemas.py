"""The tables of the practice databases as SQL, each column with its meaning. Must not import anything of ours.

A column's comment is what the page shows as its meaning, so each column stands on a line of its own and a
comment says units and what NULL means. Times are UTC as `YYYY-MM-DD HH:MM:SS`, days are `YYYY-MM-DD`, so
that text order is time order and SQLite's `date`, `julianday` and `strftime` read both.
"""

EVENTS = """\
CREATE TABLE users (
  user_id INTEGER NOT NULL PRIMARY KEY, -- one person
  signed_up_on TEXT NOT NULL, -- day of the sign-up
  country TEXT -- two-letter code; NULL where it is unknown
);
CREATE TABLE devices (
  device_id INTEGER NOT NULL PRIMARY KEY, -- one device of one user
  user_id INTEGER NOT NULL REFERENCES users (user_id), -- its owner; a user may have none or several
  platform TEXT NOT NULL -- web, ios or android
);
CREATE TABLE events (
  delivery_id INTEGER NOT NULL PRIMARY KEY, -- one arrival of one event
  event_id INTEGER NOT NULL, -- the event; an event that was delivered twice stands here twice
  user_id INTEGER NOT NULL REFERENCES users (user_id), -- who did it
  device_id INTEGER REFERENCES devices (device_id), -- on which device; NULL if the device was not reported
  name TEXT NOT NULL, -- visit, view, cart or purchase: the four steps of the funnel
  occurred_at TEXT NOT NULL, -- time on the device
  received_at TEXT NOT NULL -- time on the server, some seconds later; later still for a second delivery
);
"""

ORDERS = """\
CREATE TABLE customers (
  customer_id INTEGER NOT NULL PRIMARY KEY, -- one customer
  name TEXT NOT NULL, -- full name; two customers may share one
  city TEXT, -- home city; NULL if not given
  signed_up_on TEXT NOT NULL -- day of the sign-up
);
CREATE TABLE categories (
  category_id INTEGER NOT NULL PRIMARY KEY, -- one product category
  name TEXT NOT NULL, -- its name
  parent_id INTEGER REFERENCES categories (category_id) -- the category above it; NULL at the top
);
CREATE TABLE employees (
  employee_id INTEGER NOT NULL PRIMARY KEY, -- one employee of the shop
  name TEXT NOT NULL, -- first name
  manager_id INTEGER REFERENCES employees (employee_id), -- the direct manager; NULL for the head
  salary INTEGER NOT NULL -- dollars a year
);
CREATE TABLE products (
  product_id INTEGER NOT NULL PRIMARY KEY, -- one product
  name TEXT NOT NULL, -- its name
  category_id INTEGER NOT NULL REFERENCES categories (category_id), -- its lowest category
  price REAL NOT NULL -- list price today, dollars
);
CREATE TABLE orders (
  order_id INTEGER NOT NULL PRIMARY KEY, -- one order
  customer_id INTEGER NOT NULL REFERENCES customers (customer_id), -- who ordered
  employee_id INTEGER REFERENCES employees (employee_id), -- who handled it; NULL if nobody did
  ordered_at TEXT NOT NULL, -- time of the order
  status TEXT NOT NULL -- paid, shipped or canceled
);
CREATE TABLE order_items (
  order_id INTEGER NOT NULL REFERENCES orders (order_id), -- the order
  product_id INTEGER NOT NULL REFERENCES products (product_id), -- the product
  quantity INTEGER NOT NULL, -- pieces
  unit_price REAL NOT NULL, -- dollars a piece when it was ordered, before the discount
  discount REAL, -- fraction taken off, 0 to 1; NULL if no discount was recorded
  PRIMARY KEY (order_id, product_id)
);
CREATE TABLE refunds (
  refund_id INTEGER NOT NULL PRIMARY KEY, -- one refund; an order may have several
  order_id INTEGER NOT NULL REFERENCES orders (order_id), -- the order
  amount REAL NOT NULL, -- dollars paid back
  refunded_at TEXT NOT NULL -- time of the refund
);
"""

SUBSCRIPTIONS = """\
CREATE TABLE users (
  user_id INTEGER NOT NULL PRIMARY KEY, -- one person
  created_on TEXT NOT NULL, -- day the account was made
  country TEXT -- two-letter code; NULL where it is unknown
);
CREATE TABLE plans (
  plan TEXT NOT NULL PRIMARY KEY, -- trial, basic, pro or team
  monthly_price REAL NOT NULL -- dollars a month; 0 for the trial
);
CREATE TABLE subscriptions (
  subscription_id INTEGER NOT NULL PRIMARY KEY, -- one stretch of time on one plan
  user_id INTEGER NOT NULL REFERENCES users (user_id), -- whose
  plan TEXT NOT NULL REFERENCES plans (plan), -- on which plan
  started_on TEXT NOT NULL, -- first day of it
  ended_on TEXT -- first day without it; NULL while it runs
);
CREATE TABLE payments (
  payment_id INTEGER NOT NULL PRIMARY KEY, -- one attempt to collect a month's price
  subscription_id INTEGER NOT NULL REFERENCES subscriptions (subscription_id), -- for which subscription
  paid_on TEXT NOT NULL, -- day of the attempt
  amount REAL NOT NULL, -- dollars
  status TEXT NOT NULL -- paid, failed or refunded
);
"""

EXPERIMENTS = """\
CREATE TABLE users (
  user_id INTEGER NOT NULL PRIMARY KEY, -- one person
  country TEXT, -- two-letter code; NULL where it is unknown
  pre_revenue REAL -- dollars spent in the four weeks before the experiment; NULL for a user who is new
);
CREATE TABLE assignments (
  assignment_id INTEGER NOT NULL PRIMARY KEY, -- one assignment; a user may have been assigned twice
  user_id INTEGER NOT NULL REFERENCES users (user_id), -- who
  variant TEXT NOT NULL, -- control or treatment
  assigned_at TEXT NOT NULL -- time of the assignment
);
CREATE TABLE exposures (
  exposure_id INTEGER NOT NULL PRIMARY KEY, -- one time the changed page was seen
  user_id INTEGER NOT NULL REFERENCES users (user_id), -- who; an assigned user may have none or several
  exposed_at TEXT NOT NULL -- time it was seen
);
CREATE TABLE conversions (
  conversion_id INTEGER NOT NULL PRIMARY KEY, -- one purchase
  user_id INTEGER NOT NULL REFERENCES users (user_id), -- who; a user may have none or several
  converted_at TEXT NOT NULL, -- time of the purchase, which may lie before the first exposure
  revenue REAL -- dollars; NULL if the amount was not recorded
);
"""

PREDICTIONS = """\
CREATE TABLE accounts (
  account_id INTEGER NOT NULL PRIMARY KEY, -- one account
  opened_on TEXT NOT NULL, -- day it was opened
  segment TEXT -- consumer, business or nonprofit; NULL where it is unknown
);
CREATE TABLE features (
  account_id INTEGER NOT NULL REFERENCES accounts (account_id), -- the account
  valid_from TEXT NOT NULL, -- the values hold from this time until the next snapshot of the account
  balance REAL, -- dollars; NULL if the source was down
  logins_7d INTEGER NOT NULL, -- logins in the seven days before
  PRIMARY KEY (account_id, valid_from)
);
CREATE TABLE requests (
  request_id INTEGER NOT NULL PRIMARY KEY, -- one case to be scored
  account_id INTEGER NOT NULL REFERENCES accounts (account_id), -- the account
  requested_at TEXT NOT NULL -- time of the request
);
CREATE TABLE predictions (
  request_id INTEGER NOT NULL REFERENCES requests (request_id), -- the case
  model TEXT NOT NULL, -- v1 or v2; v2 did not score every case
  predicted_at TEXT NOT NULL, -- time of the prediction
  score REAL NOT NULL, -- predicted probability of label 1, rounded, so that scores tie
  PRIMARY KEY (request_id, model)
);
CREATE TABLE labels (
  request_id INTEGER NOT NULL PRIMARY KEY REFERENCES requests (request_id), -- the case; some never get a label
  label INTEGER NOT NULL, -- 1 if it was fraud, else 0
  labeled_at TEXT NOT NULL -- time the label arrived, days to months after the request
);
"""
