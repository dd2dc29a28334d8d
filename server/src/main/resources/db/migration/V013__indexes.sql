-- The few employees, managers and administrators among many customers, the newest first.
CREATE INDEX app_user_role ON app_user (role, id);

-- Whether an employee has orders, before the record of an employee is removed.
CREATE INDEX orders_employee ON orders (employee_id) WHERE employee_id IS NOT NULL;
