namespace ProtocolGateway.Acceptance;

internal sealed class A_record_heard_twice_is_owed_once : TwoWayJourney
{
    [Test]
    public async Task In_eMIP()
    {
        var record = new EmipRecord { ServiceSessionId = NewId() };
        var first = await Emip.SendAsync(record);
        // The same record: another transaction, another way to write its numbers and its times.
        var second = await Emip.SendAsync(record with
        {
            TransactionId = "AGAIN",
            Energy = "18.250",
            EnergyUnit = "kWh",
            Cost = "7.850",
            StartTime = "2024-06-12T10:00:00.000+02:00",
        });
        await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Delivered");
        Assert.Multiple(() =>
        {
            Assert.That((first.RequestStatus, second.RequestStatus), Is.EqualTo(("1", "1")), second.ToString());
            Assert.That(second.Message!.Value("transactionId"), Is.EqualTo("AGAIN"));
            Assert.That(OcpiEmsp.SendingsOf(Story.AtOcpi(record.ServiceSessionId)), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task In_eMIP_and_other_content_is_refused_with_10701_once_the_payer_has_the_first()
    {
        var record = new EmipRecord { ServiceSessionId = NewId() };
        await Emip.SendAsync(record);
        await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Delivered");
        var other = await Emip.SendAsync(record with { Cost = "9.99" });
        var findings = await Gateway.Operators.FindingsAsync();
        Assert.Multiple(() =>
        {
            Assert.That((other.HttpStatus, other.RequestStatus), Is.EqualTo((200, "10701")), other.ToString());
            Assert.That(OcpiEmsp.SendingsOf(Story.AtOcpi(record.ServiceSessionId)), Has.Count.EqualTo(1));
            Assert.That(findings.Select(f => f.ToJsonString()), Has.Some.Contains(record.ServiceSessionId).And.Some.Contains("9.99"));
        });
        await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Delivered");
    }

    [Test]
    public async Task In_eMIP_and_other_content_replaces_a_first_that_the_payer_never_got()
    {
        var record = new EmipRecord { ServiceSessionId = NewId(), Cost = null };
        await Emip.SendAsync(record);
        await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Held");
        var better = await Emip.SendAsync(record with { Cost = "7.85" });
        Assert.That(better.RequestStatus, Is.EqualTo("1"), better.ToString());
        await OcpiEmsp.UntilTakenAsync(Story.AtOcpi(record.ServiceSessionId));
        await Eventually.TrueAsync(
            async () => string.Join(' ', (await Gateway.Operators.DeliveriesOfAsync(record.ServiceSessionId)).Select(d => d.State).Order()) == "Delivered Superseded",
            "the first is superseded and the second delivered",
            seen: async () => string.Join("; ", await Gateway.Operators.DeliveriesOfAsync(record.ServiceSessionId)));
    }

    [Test]
    public async Task In_OCPI()
    {
        var record = OcpiRecord.ChargeDetailRecord(NewId());
        var first = await Ocpi.PostAsync(record);
        record["total_energy"] = 18.250m;
        record["last_updated"] = "2024-06-12T10:00:00Z";
        var second = await Ocpi.PostAsync(record);
        await Gateway.Operators.UntilAsync(record["id"]!.ToString(), "Delivered");
        Assert.Multiple(() =>
        {
            Assert.That((first.StatusCode, second.StatusCode), Is.EqualTo((1000, 1000)), second.ToString());
            Assert.That(second.Location, Is.EqualTo(first.Location));
            Assert.That(EmipEmsp.SendingsOf(NameBasedUuid.Of($"BEBEC|{record["session_id"]}")), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task In_OCPI_whatever_the_case_of_the_id()
    {
        var id = $"abc-{Guid.NewGuid():N}"[..30];
        await Ocpi.PostAsync(OcpiRecord.ChargeDetailRecord(id, "one-session-" + id[4..20]));
        var second = await Ocpi.PostAsync(OcpiRecord.ChargeDetailRecord(id.ToUpperInvariant(), "one-session-" + id[4..20]));
        Assert.That(second.StatusCode, Is.EqualTo(1000), second.ToString());
        await Gateway.Operators.UntilAsync("one-session-" + id[4..20], "Delivered");
        Assert.That(EmipEmsp.SendingsOf(NameBasedUuid.Of($"BEBEC|one-session-{id[4..20]}")), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task In_OCPI_and_other_content_is_refused_with_2001_and_the_names_of_what_differs()
    {
        var record = OcpiRecord.ChargeDetailRecord(NewId());
        await Ocpi.PostAsync(record);
        await Gateway.Operators.UntilAsync(record["id"]!.ToString(), "Delivered");
        record["total_cost"] = new System.Text.Json.Nodes.JsonObject { ["excl_vat"] = 9.99m };
        var other = await Ocpi.PostAsync(record);
        Assert.Multiple(() =>
        {
            Assert.That((other.HttpStatus, other.StatusCode), Is.EqualTo((200, 2001)), other.ToString());
            Assert.That(other.StatusMessage, Does.Contain("total_cost"));
            Assert.That(EmipEmsp.SendingsOf(NameBasedUuid.Of($"BEBEC|{record["session_id"]}")), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task Also_when_many_come_at_the_same_moment()
    {
        var record = new EmipRecord { ServiceSessionId = NewId() };
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Emip.SendAsync(record with { TransactionId = $"T-{n}" })));
        Assert.That(answers.Select(a => a.RequestStatus), Is.All.EqualTo("1"));
        await Gateway.Operators.UntilAsync(record.ServiceSessionId, "Delivered");
        Assert.That(OcpiEmsp.SendingsOf(Story.AtOcpi(record.ServiceSessionId)), Has.Count.EqualTo(1));
    }
}
