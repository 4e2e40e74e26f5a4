"""Connected accounts, the connector contract, delivery (the door out), holds.

Promises that a delivery is sent once or is reported as unknown, never twice; that a hold stops it with its
reason; and that everything public leaves through `actions.deliver`. Does not know what a topic is.
"""
