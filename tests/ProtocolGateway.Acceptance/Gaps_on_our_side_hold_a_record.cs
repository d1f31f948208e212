namespace ProtocolGateway.Acceptance;

/// <summary>What the gateway alone lacks is never the sender's fault: it is taken, and held with what it waits for.</summary>
internal sealed class Gaps_on_our_side_hold_a_record : TwoWayJourney
{
    [Test]
    public async Task An_unknown_EVSE_in_eMIP()
    {
        var record = new EmipRecord { ServiceSessionId = NewId(), EvseId = "FR*798*ENOBODY" };
        Assert.That((await Emip.SendAsync(record)).RequestStatus, Is.EqualTo("1"));
        Assert.That((await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Held")).ReasonCode, Is.EqualTo("NoLocation"));
    }

    [Test]
    public async Task An_unknown_token_in_eMIP()
    {
        var record = new EmipRecord { ServiceSessionId = NewId(), UserId = "AABBCCDD" };
        Assert.That((await Emip.SendAsync(record)).RequestStatus, Is.EqualTo("1"));
        Assert.That((await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Held")).ReasonCode, Is.EqualTo("NoContract"));
    }

    [Test]
    public async Task An_EVSE_without_public_id_in_OCPI()
    {
        var record = OcpiRecord.ChargeDetailRecord(NewId());
        record["cdr_location"]!["evse_id"] = "#NA";
        Assert.That((await Ocpi.PostAsync(record)).StatusCode, Is.EqualTo(1000));
        Assert.That((await Gateway.Operators.UntilAsync(record["id"]!.ToString(), "Held")).ReasonCode, Is.EqualTo("NoLocation"));
    }

    [Test]
    public async Task A_payer_that_nobody_knows_in_OCPI()
    {
        var record = OcpiRecord.ChargeDetailRecord(NewId());
        record["cdr_token"]!["party_id"] = "ZZZ";
        Assert.That((await Ocpi.PostAsync(record)).StatusCode, Is.EqualTo(1000));
        Assert.That((await Gateway.Operators.UntilAsync(record["id"]!.ToString(), "Held")).ReasonCode, Is.EqualTo("NoRecipient"));
    }

    [Test]
    public async Task A_code_that_no_table_knows()
    {
        var record = OcpiRecord.ChargeDetailRecord(NewId());
        record["auth_method"] = "TELEPATHY";
        var answer = await Ocpi.PostAsync(record);
        Assert.That(answer.StatusCode, Is.EqualTo(1000), answer.ToString());
        var held = await Gateway.Operators.UntilAsync(record["id"]!.ToString(), "Held");
        Assert.Multiple(() =>
        {
            Assert.That(held.ReasonCode, Is.EqualTo("UnmappedCode"));
            Assert.That(held.Reason, Does.Contain("TELEPATHY"));
        });
    }

    [Test]
    public async Task A_kind_of_user_that_no_table_knows_in_eMIP()
    {
        var record = new EmipRecord { ServiceSessionId = NewId(), UserIdType = "FACE" };
        Assert.That((await Emip.SendAsync(record)).RequestStatus, Is.EqualTo("1"));
        Assert.That((await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Held")).ReasonCode, Is.EqualTo("UnmappedCode"));
    }
}
