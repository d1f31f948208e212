using System.Diagnostics;

namespace ProtocolGateway.Acceptance;

/// <summary>What lacks a place or a contract is taken and held, and goes on by itself when that arrives.</summary>
internal sealed class A_record_waits_for_its_location : TwoWayJourney
{
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(2);

    [Test]
    public async Task And_goes_on_within_two_seconds_of_the_import()
    {
        var session = NewId();
        var answer = await Emip.SendAsync(new EmipRecord { ServiceSessionId = session, EvseId = "FR*798*E77*1" });
        Assert.That(answer.RequestStatus, Is.EqualTo("1"), answer.ToString());
        var held = await Gateway.Operators.UntilAsync(session, "Held");
        Assert.Multiple(() =>
        {
            Assert.That(held.ReasonCode, Is.EqualTo("NoLocation"));
            Assert.That(held.Reason, Does.Contain("FR*798*E77*1"));
            Assert.That(OcpiEmsp.SendingsOf(Story.AtOcpi(session)), Is.Empty);
        });

        var import = await ImportAsync("locations", Story.EmipCpo, OcpiRecord.Location("LOC77", "FR*798*E77*1", "EVSE-77"));
        var watch = Stopwatch.StartNew();
        Assert.That(import.ExitCode, Is.Zero, import.ToString());
        await OcpiEmsp.UntilTakenAsync(Story.AtOcpi(session), Notice + TimeSpan.FromSeconds(1));
        Assert.That(watch.Elapsed, Is.LessThan(Notice + TimeSpan.FromMilliseconds(500)));
        await Gateway.Operators.UntilAsync(session, "Delivered");
    }

    [Test]
    public async Task And_an_EVSE_that_is_equal_only_without_separators_is_no_match()
    {
        var session = NewId();
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session, EvseId = "FR*798*E12*345" });
        var held = await Gateway.Operators.UntilAsync(session, "Held");
        Assert.That(held.ReasonCode, Is.Not.Null.And.Not.Empty);
    }

    [Test]
    public async Task And_a_record_waits_for_its_contract_just_so()
    {
        var session = NewId();
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session, UserId = "0011223344" + "5566" });
        var held = await Gateway.Operators.UntilAsync(session, "Held");
        Assert.That(held.ReasonCode, Is.EqualTo("NoContract"));

        var import = await ImportAsync("tokens", Story.OcpiEmsp, OcpiRecord.Token("00112233445566", "DE-ABC-C77"));
        Assert.That(import.ExitCode, Is.Zero, import.ToString());
        var got = await OcpiEmsp.UntilTakenAsync(Story.AtOcpi(session), Notice + TimeSpan.FromSeconds(1));
        Assert.That(System.Text.Json.Nodes.JsonNode.Parse(got.Text)!["cdr_token"]!["contract_id"]!.ToString(), Is.EqualTo("DE-ABC-C77"));
    }

    [Test]
    public async Task And_survives_a_restart_while_it_waits()
    {
        var session = NewId();
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session, EvseId = "FR*798*E88*1" });
        await Gateway.Operators.UntilAsync(session, "Held");
        Assert.That(await Gateway.StopAsync(), Is.Zero);
        // Imported while nobody runs: the gateway sees it when it starts.
        var import = await ImportAsync("locations", Story.EmipCpo, OcpiRecord.Location("LOC88", "FR*798*E88*1", "EVSE-88"));
        Assert.That(import.ExitCode, Is.Zero, import.ToString());
        await Gateway.StartAgainAsync();
        await OcpiEmsp.UntilTakenAsync(Story.AtOcpi(session));
    }

    [Test]
    public async Task And_an_operator_may_drop_it_instead()
    {
        var session = NewId();
        await Emip.SendAsync(new EmipRecord { ServiceSessionId = session, EvseId = "FR*798*E99*1" });
        var held = await Gateway.Operators.UntilAsync(session, "Held");
        using var dropped = await Gateway.Operators.DropAsync(held.Id, "charged by hand");
        Assert.That(dropped.IsSuccessStatusCode, $"{dropped}");
        var delivery = await Gateway.Operators.UntilAsync(session, "Dropped");
        Assert.That((await Gateway.Operators.DeliveryAsync(delivery.Id))["history"]!.ToJsonString(), Does.Contain("charged by hand"));
    }
}
