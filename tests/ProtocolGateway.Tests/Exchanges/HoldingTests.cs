using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Exchanges;

public sealed class HoldingTests(JournalProvider provider) : JournalTest(provider)
{
    [Test]
    public async Task A_record_whose_payer_nobody_knows_waits_for_its_token()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.ReleaseAsync();
        var accepted = (Acceptance.Accepted)await gateway.AcceptAsync(Samples.Heard(Anonymous()));
        Assert.That(accepted.Payer, Is.Null);
        var held = gateway.Delivery();
        Assert.That((held.State, held.ReasonCode, held.WaitsFor, held.PartnerId), Is.EqualTo((DeliveryState.Held, "NoRecipient", "token:RFID:04A2B3C4", (string?)null)));

        gateway.Directory.Tokens.Add(Token());
        await gateway.ImportAsync("token:RFID:04A2B3C4");
        await gateway.ReleaseAsync();
        await gateway.DeliverAsync();

        Assert.That((gateway.Delivery().State, gateway.Delivery().ToParty), Is.EqualTo((DeliveryState.Delivered, "DE*ABC")));
        Assert.That(gateway.States(gateway.Delivery()), Is.EqualTo("Held Owed Delivered"));
    }

    [Test]
    public async Task A_token_that_one_eMSP_has_says_who_pays()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Directory.Tokens.Add(Token());

        var accepted = (Acceptance.Accepted)await gateway.AcceptAsync(Samples.Heard(Anonymous()));

        Assert.That(accepted.Payer, Is.EqualTo(Samples.Emsp));
        Assert.That(gateway.Delivery().State, Is.EqualTo(DeliveryState.Owed));
    }

    [Test]
    public async Task A_token_that_two_eMSPs_have_says_nothing()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Directory.Tokens.AddRange([Token(), Token() with { Party = Samples.OtherEmsp }]);

        await gateway.AcceptAsync(Samples.Heard(Anonymous()));

        Assert.That(gateway.Delivery().ReasonCode, Is.EqualTo("NoRecipient"));
    }

    [Test]
    public async Task A_delivery_held_for_a_location_is_released_when_another_process_imports_it()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.ReleaseAsync();
        gateway.Protocol.Next(new Outcome.Held(new("NoLocation", "unknown", "location:FR798E1")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();

        await gateway.ImportAsync("location:FR798E2");
        await gateway.ReleaseAsync();
        Assert.That(gateway.Delivery().State, Is.EqualTo(DeliveryState.Held), "another location releases nothing");

        await gateway.ImportAsync("location:FR798E1");
        await gateway.ReleaseAsync();
        await gateway.DeliverAsync();

        Assert.That(gateway.States(gateway.Delivery()), Is.EqualTo("Owed Held Owed Delivered"));
    }

    [Test]
    public async Task What_arrives_while_it_is_being_held_releases_it_too()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.ReleaseAsync();
        gateway.Protocol.Next(async _ =>
        {
            await gateway.ImportAsync("location:FR798E1");
            // The poll sees the import before the delivery is held.
            await gateway.ReleaseAsync();
            gateway.Time.Advance(TimeSpan.FromSeconds(1));
            return new Outcome.Held(new("NoLocation", "unknown", "location:FR798E1"));
        });
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();

        await gateway.ReleaseAsync();
        await gateway.DeliverAsync();

        Assert.That(gateway.Delivery().State, Is.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task What_arrived_while_the_gateway_was_away_releases_at_its_start()
    {
        await using var first = new GatewayUnderTest();
        first.Protocol.Next(new Outcome.Held(new("NoLocation", "unknown", "location:FR798E1")));
        await first.AcceptAsync(Samples.Heard(Samples.Record()));
        await first.DeliverAsync();
        await first.ImportAsync("location:FR798E1");

        await using var second = new GatewayUnderTest(first.Folder);
        await second.ReleaseAsync();
        await second.DeliverAsync();

        Assert.That(second.Delivery().State, Is.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task Without_an_agreement_a_record_waits_for_settings()
    {
        await using var first = new GatewayUnderTest(agreements: []);
        await first.AcceptAsync(Samples.Heard(Samples.Record()));
        Assert.That((first.Delivery().State, first.Delivery().ReasonCode, first.Delivery().WaitsFor), Is.EqualTo((DeliveryState.Held, "NoAgreement", "settings")));

        await using var second = new GatewayUnderTest(first.Folder, agreements: [new Agreement { Cpo = Samples.Cpo, Emsp = Samples.Emsp }]);
        await second.ReleaseAsync();
        await second.DeliverAsync();

        Assert.That(second.Delivery().State, Is.EqualTo(DeliveryState.Delivered));
    }

    [Test]
    public async Task An_agreement_counts_at_the_sessions_start()
    {
        await using var gateway = new GatewayUnderTest(agreements: [new Agreement { ValidTo = Samples.Start.AddMinutes(1) }]);

        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        Assert.That(gateway.Delivery().State, Is.EqualTo(DeliveryState.Owed));
    }

    [Test]
    public async Task A_record_that_names_another_payer_than_its_session_is_held()
    {
        var other = Samples.NewPartner("other", new PartnerRole(Role.EMSP, Samples.OtherEmsp));
        await using var gateway = new GatewayUnderTest(partners: [Samples.CpoPartner, Samples.EmspPartner, other]);
        await gateway.AcceptAsync(Samples.Heard(Samples.Report()));

        await gateway.AcceptAsync(Samples.Heard(Samples.Record() with { CdrToken = new() { Party = Samples.OtherEmsp } }));

        var held = gateway.Deliveries()[1];
        Assert.That((held.State, held.ReasonCode, held.PartnerId), Is.EqualTo((DeliveryState.Held, "PayerDiffers", (string?)null)));
    }

    [Test]
    public async Task A_session_remembers_who_pays_for_a_record_that_does_not_say()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Report()));

        await gateway.AcceptAsync(Samples.Heard(Anonymous()));

        Assert.That(gateway.Deliveries()[1].ToParty, Is.EqualTo("DE*ABC"));
    }

    [Test]
    public async Task A_code_that_nobody_maps_is_held_and_read_again_when_the_mapping_knows_it()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.ReleaseAsync();
        var halfRead = Samples.Record() with { AuthMethod = null };
        await gateway.AcceptAsync(Samples.Heard(halfRead, hold: new("UnmappedCode", "authMethod 'X'", "mapping:scripted")));
        Assert.That((gateway.Delivery().State, gateway.Delivery().ReasonCode), Is.EqualTo((DeliveryState.Held, "UnmappedCode")));

        var read = Samples.Record() with { AuthMethod = AuthMethod.COMMAND };
        gateway.Protocol.ReadAgain = again => again is { Partner.Id: "cpo" } && again.Body.Span.SequenceEqual("<body/>"u8)
            ? new Reading(new ChargeDetailRecordIssued { Record = read }, [], null, [])
            : throw new InvalidOperationException("Not what was heard.");
        gateway.Mappings.Change();
        await gateway.ReleaseAsync();
        await gateway.DeliverAsync();

        Assert.That(gateway.Delivery().State, Is.EqualTo(DeliveryState.Delivered));
        Assert.That(((ChargeDetailRecordIssued)gateway.Protocol.Said.Single().Message).Record.AuthMethod, Is.EqualTo(AuthMethod.COMMAND));
        using var journal = gateway.Journal();
        Assert.That(journal.Exchanges.Single().Canonical, Is.EqualTo(CanonicalJson.Write(read)));
        Assert.That(((Acceptance.Accepted)await gateway.AcceptAsync(Samples.Heard(read))).Repeat, Is.True);
    }

    [Test]
    public async Task What_is_owed_in_another_form_than_it_was_heard_in_is_not_read_again()
    {
        var protocol = new ScriptedProtocol { Form = SessionForm.Whole };
        await using var gateway = new GatewayUnderTest(protocol: protocol);
        await gateway.ReleaseAsync();
        protocol.Next(new Outcome.Held(new("UnmappedCode", "status 'X'", "mapping:scripted")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Report("S-2")));
        await gateway.DeliverAsync();
        protocol.ReadAgain = _ => new Reading(new SessionUpdated { Session = Samples.Report("S-2") }, [], null, []);
        gateway.Mappings.Change();
        await gateway.ReleaseAsync();
        await gateway.DeliverAsync();

        var said = protocol.Said.Select(d => d.Heard).OfType<SessionUpdated>().Select(u => u.Session.Status).ToList();
        Assert.That(said, Is.EqualTo(new[] { SessionStatus.ACTIVE, (SessionStatus?)SessionStatus.ACTIVE }), "the session as a whole, both times");
    }

    [Test]
    public async Task A_mapping_that_still_does_not_know_the_code_keeps_it_held()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.ReleaseAsync();
        var hold = new Hold("UnmappedCode", "authMethod 'X'", "mapping:scripted");
        await gateway.AcceptAsync(Samples.Heard(Samples.Record(), hold: hold));
        gateway.Protocol.ReadAgain = _ => new Reading(new ChargeDetailRecordIssued { Record = Samples.Record() }, [], hold, []);

        gateway.Mappings.Change();
        await gateway.ReleaseAsync();

        Assert.That(gateway.States(gateway.Delivery()), Is.EqualTo("Held"));
    }

    [Test]
    public async Task What_the_protocol_can_not_say_yet_is_held()
    {
        await using var gateway = new GatewayUnderTest(protocol: new ScriptedProtocol { SaysRecords = false });

        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));

        Assert.That((gateway.Delivery().State, gateway.Delivery().ReasonCode), Is.EqualTo((DeliveryState.Held, "NotInThisVersion")));
    }

    [Test]
    public async Task Nothing_goes_back_to_who_said_it()
    {
        var hub = Samples.NewPartner("hub", new PartnerRole(Role.HUB, new("FR", "107"))) with
        {
            Reaches = [new PartnerRole(Role.CPO, Samples.Cpo), new PartnerRole(Role.EMSP, Samples.Emsp)],
        };
        await using var gateway = new GatewayUnderTest(partners: [hub]);

        await gateway.AcceptAsync(Samples.Heard(Samples.Record(), hub));

        Assert.That((gateway.Delivery().State, gateway.Delivery().ReasonCode), Is.EqualTo((DeliveryState.Held, "NoRecipient")));
    }

    private static ChargeDetailRecord Anonymous() => Samples.Record() with { CdrToken = new() { Uid = "04A2B3C4", Type = TokenType.RFID } };

    private static Token Token() => new() { Party = Samples.Emsp, Uid = "04A2B3C4", Type = TokenType.RFID };
}
