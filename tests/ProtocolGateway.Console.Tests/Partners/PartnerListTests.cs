using ProtocolGateway.Journal;

namespace ProtocolGateway.Console.Tests.Partners;

public sealed class PartnerListTests : ConsoleTest
{
    [Test]
    public async Task Partners_are_shown_in_the_order_of_the_settings_and_without_their_secrets()
    {
        await Console.WriteAsync(
            Rows.Delivery(1), Rows.Delivery(2), Rows.Delivery(3, DeliveryState.Held), Rows.Delivery(4, DeliveryState.Delivered),
            new PartnerStateRow { PartnerId = "acme-cpo", LastHeardAt = Rows.Now },
            new PartnerStateRow { PartnerId = "volt-emsp", LastSaidAt = Rows.Now, PausedAt = Rows.Now, PauseReason = "HTTP 401" });

        (await Console.GetAsync("/api/partners")).Shows(200,
            """
            {
              "items": [
                {
                  "id": "acme-cpo", "protocol": "emip", "version": "0.7.4", "roles": [ { "role": "CPO", "party": "FR*798" } ],
                  "state": "Active", "reason": null, "owed": 0, "held": 0, "lastHeardAt": "2026-10-01T12:00:00Z", "lastSaidAt": null
                },
                {
                  "id": "volt-emsp", "protocol": "ocpi", "version": "2.2.1", "roles": [ { "role": "EMSP", "party": "DE*ABC" } ],
                  "state": "Paused", "reason": "HTTP 401", "owed": 2, "held": 1, "lastHeardAt": null, "lastSaidAt": "2026-10-01T12:00:00Z"
                },
                {
                  "id": "quiet-cpo", "protocol": "ocpi", "version": "2.2.1", "roles": [ { "role": "CPO", "party": "NL*QUI" } ],
                  "state": "Silent", "reason": null, "owed": 0, "held": 0, "lastHeardAt": null, "lastSaidAt": null
                }
              ]
            }
            """);
    }
}
