using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests.Inbound;

/// <summary>Charge detail records that are not taken, and how that is told.</summary>
internal sealed class RefusedRecordTests : EndpointTest
{
    private const string Sample = "ToIOP_SetChargeDetailRecord_request";

    [Test]
    public async Task A_bad_date_is_named_and_nothing_is_taken()
    {
        var answer = await Endpoint.PostAsync(Samples.Bytes("bad_03_bad_date"));
        Assert.That(answer.Status, Is.EqualTo(400));
        var (code, reason) = Soap.Fault(answer.Text);
        Assert.That(code, Is.EqualTo("Sender"));
        Assert.That(reason, Does.StartWith("chargeDetailRecord/startTime: ").And.Contain("2024-13-45T25:61:00Z"));
        Assert.That(Endpoint.Gateway.Facts, Is.Empty);
        var (heard, refusal, journaled) = Endpoint.Gateway.Refusals.Single();
        Assert.That((heard.Operation, refusal.Kind, journaled), Is.EqualTo(("SetChargeDetailRecord", RefusalKind.BadContent, answer.Text)));
    }

    [TestCase("CDRNature")]
    [TestCase("serviceSessionId")]
    [TestCase("requestedServiceId")]
    [TestCase("EVSEId")]
    [TestCase("userIdType")]
    [TestCase("userId")]
    [TestCase("startTime")]
    [TestCase("endTime")]
    public async Task A_missing_element_is_named(string name)
    {
        var answer = await Endpoint.PostAsync(Change.Without(Sample, name));
        Assert.That(answer.Status, Is.EqualTo(400), answer.Text);
        Assert.That(Soap.Fault(answer.Text).Reason, Does.StartWith($"chargeDetailRecord/{name}: "));
    }

    [Test]
    public async Task A_request_without_a_record_is_refused()
    {
        var answer = await Endpoint.PostAsync(Change.Without(Sample, "chargeDetailRecord"));
        Assert.That((answer.Status, Soap.Fault(answer.Text)), Is.EqualTo((400, ("Sender", "chargeDetailRecord: the element is missing"))));
    }

    [TestCase("0")]
    [TestCase("3")]
    [TestCase("first")]
    public async Task Another_nature_is_refused(string nature)
    {
        var answer = await Endpoint.PostAsync(Change.Text(Sample, "<CDRNature>1<", $"<CDRNature>{nature}<"));
        Assert.That((answer.Status, Soap.Fault(answer.Text)), Is.EqualTo((400, ("Sender", $"chargeDetailRecord/CDRNature: '{nature}' is neither 1 (final) nor 2 (intermediate)"))));
    }

    [Test]
    public async Task Differing_duplicates_are_refused()
    {
        var answer = await Endpoint.PostAsync(Change.Text(Sample, "<userId>04A2B3C4D5E680</userId>", "<userId>04A2B3C4D5E680</userId><userId>04A2B3C4D5E681</userId>"));
        Assert.That((answer.Status, Soap.Fault(answer.Text).Code), Is.EqualTo((400, "Sender")), answer.Text);
        Assert.That(Soap.Fault(answer.Text).Reason, Does.StartWith("chargeDetailRecord/userId: "));
    }

    [TestCase(RefusalKind.DiffersFromFirst, "10701")]
    [TestCase(RefusalKind.Unknown, "10501")]
    public async Task Business_refusals_are_an_ordinary_answer(RefusalKind kind, string status)
    {
        Endpoint.Gateway.Acceptance = new Acceptance.Refused(new Refusal(kind, "", "reasons"));
        var answer = await Endpoint.PostAsync(Samples.Bytes(Sample));
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(Soap.Faults(answer.Text), Is.Empty);
        Assert.That(Soap.Body(answer.Text).Elements().Select(e => $"{e.Name}={e.Value}"), Is.EqualTo(new[]
        {
            "transactionId=GW-T-20240612-000006", "serviceSessionId=IOP-SID-GIR-V-IOPPPFT02-3f0d7c51-8b55-4a0e-9a35-5f1f6f1d2c77", $"requestStatus={status}",
        }));
    }

    [TestCase(RefusalKind.ForeignParty)]
    [TestCase(RefusalKind.Impossible)]
    public async Task Other_refusals_are_the_senders_fault(RefusalKind kind)
    {
        Endpoint.Gateway.Acceptance = new Acceptance.Refused(new Refusal(kind, "chargeDetailRecord/endTime", "before startTime"));
        var answer = await Endpoint.PostAsync(Samples.Bytes(Sample));
        Assert.That((answer.Status, Soap.Fault(answer.Text)), Is.EqualTo((400, ("Sender", "chargeDetailRecord/endTime: before startTime"))));
        Assert.That(Endpoint.Gateway.Journaled, Is.EqualTo(answer.Text));
    }

    [Test]
    public void Every_refusal_has_its_words() =>
        Assert.That(Enum.GetValues<RefusalKind>().Select(EmipRefusals.For), Has.All.Not.Null);

    [Test]
    public async Task A_busy_journal_is_told_so_that_clients_try_again()
    {
        Endpoint.Gateway.Acceptance = new Acceptance.Busy("database is locked: /var/lib/journal.db");
        var answer = await Endpoint.PostAsync(Samples.Bytes(Sample));
        Assert.That((answer.Status, Soap.Fault(answer.Text)), Is.EqualTo((503, ("Receiver", "busy: nothing was taken; send it again later"))));
        Assert.That(answer.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public async Task A_failure_of_ours_tells_nothing_of_our_insides()
    {
        Endpoint.Gateway.Failure = new InvalidOperationException("at ProtocolGateway.Journal in /src/Journal.cs");
        var answer = await Endpoint.PostAsync(Samples.Bytes(Sample));
        Assert.That((answer.Status, Soap.Fault(answer.Text)), Is.EqualTo((500, ("Receiver", "the gateway failed; send it again later"))));
    }

    [Test]
    public async Task A_failure_of_ours_is_noted_for_its_sender()
    {
        Endpoint.Gateway.Failure = new InvalidOperationException("a bug");
        await Endpoint.PostAsync(Samples.Bytes(Sample));
        Assert.That(Endpoint.Gateway.Unserved, Has.Count.EqualTo(1));
        Assert.That((Endpoint.Intake.Requests, Endpoint.Intake.Bytes), Is.EqualTo((0, 0L)));
    }

    [Test]
    public async Task Who_comes_when_all_places_are_taken_is_told_to_come_again()
    {
        var places = Enumerable.Range(0, 8).Select(_ => Endpoint.Intake.TryEnter(0)!).ToList();
        var full = await Endpoint.PostAsync(Samples.Bytes(Sample));
        places.ForEach(p => p.Dispose());
        var again = await Endpoint.PostAsync(Samples.Bytes(Sample));

        Assert.That((full.Status, Soap.Fault(full.Text)), Is.EqualTo((503, ("Receiver", "busy: nothing was taken; send it again later"))));
        Assert.That(full.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(5)));
        Assert.That((again.Status, Endpoint.Gateway.Facts.Count), Is.EqualTo((200, 1)));
    }
}
