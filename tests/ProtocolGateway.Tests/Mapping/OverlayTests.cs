using ProtocolGateway.Canonical;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>A partner's own rows over the files of a dialect.</summary>
internal sealed class OverlayTests
{
    private const string Record = """
        <x><operatorId>FR*798</operatorId><chargeDetailRecord>
          <CDRNature>1</CDRNature><serviceSessionId>S-1</serviceSessionId><requestedServiceId>1</requestedServiceId><EVSEId>FR*798*E1</EVSEId>
          <userIdType>RFID-UID</userIdType><userId>04a2b3c4</userId><startTime>2024-06-12T08:02:11Z</startTime>
          <endTime>2024-06-12T09:47:53Z</endTime><partnerProductId>P</partnerProductId></chargeDetailRecord></x>
        """;

    private Workshop workshop = null!;

    [SetUp]
    public void Open() => workshop = Workshop.OfShipped("emip", "ocpi-2.2.1");

    [TearDown]
    public void Close() => workshop.Dispose();

    [Test]
    public void A_part_reaches_every_file_that_uses_it()
    {
        workshop.Write("partners/acme/finished-session.yaml", "rows:\n  - product: none\nignored:\n  partnerProductId: theirs are all the same\nuntold:\n  product: they know it\n");
        var own = (ChargeDetailRecord)Shipped.ReadXml(workshop.Find("emip", "charge-detail-record", "acme"), Record).Message!;
        var others = (ChargeDetailRecord)Shipped.ReadXml(workshop.Find("emip", "charge-detail-record", "other"), Record).Message!;
        Assert.That((own.SessionId, own.Product, others.Product), Is.EqualTo(("S-1", (string?)null, "P")));
        var found = workshop.Find("emip", "charge-detail-records-found", "acme");
        var (text, _, losses) = Shipped.WriteXml(found, new ChargeDetailRecordsFound { Records = [others] }, "r");
        Assert.That(text, Does.Not.Contain("partnerProductId").And.Contains("chargeDetailRecord"), "a part is used by lists too");
        Assert.That(losses.Select(l => l.Text), Has.Some.EqualTo("they know it"));
    }

    [Test]
    public void Files_of_one_partner_are_laid_over_one_dialect_together()
    {
        // Only emip has both: in OCPI the first would pass alone.
        workshop.Write("partners/acme/charge-detail-record.yaml", "rows:\n  - remark: none\nuntold:\n  remark: they read none\n");
        workshop.Write("partners/acme/finished-session.yaml", "rows:\n  - product: partnerProductId\n");
        Assert.That(workshop.Faults(), Is.EqualTo(new[]
        {
            "partners/acme/charge-detail-record.yaml:2:5: 'remark: none' takes away nothing: charge-detail-record.yaml of emip has no such row; its rows are itself, party",
        }));
    }

    [Test]
    public void Nothing_can_be_taken_away_that_is_not_there()
    {
        workshop.Write("partners/acme/find-charge-detail-records.yaml", "rows:\n  - session_ids: none\n");
        Assert.That(workshop.Faults(), Is.EqualTo(new[]
        {
            "partners/acme/find-charge-detail-records.yaml:2:5: 'session_ids: none' takes away nothing: find-charge-detail-records.yaml of emip has no such row; "
            + "its rows are asked_by, session_id, cpo_session_id, emsp_session_id; did you mean 'session_id'?",
        }));
    }

    [Test]
    public void A_list_is_the_same_row_with_and_without_its_brackets()
    {
        workshop.Write("partners/acme/charge-detail-records-found.yaml", "rows:\n  - records: none\nimplied:\n  records: they keep their own\nignored:\n  chargeDetailRecord: as above\n");
        var reading = Shipped.ReadXml(workshop.Find("emip", "charge-detail-records-found", "acme"), "<r><chargeDetailRecord><startTime>x</startTime></chargeDetailRecord></r>");
        Assert.That(((ChargeDetailRecordsFound)reading.Message!).Records, Is.Empty);
    }

    [TestCase("message: Session\n", "1:10: the file below is about FindChargeDetailRecords, not 'Session'; leave 'message:' out")]
    [TestCase("document: GetChargeDetailRecordResponse\n", "1:11: the file below is about GetChargeDetailRecord, not 'GetChargeDetailRecordResponse'; leave 'document:' out")]
    public void It_is_about_the_same_as_the_file_below(string text, string fault)
    {
        workshop.Write("partners/acme/find-charge-detail-records.yaml", text + "rows: []\n");
        Assert.That(workshop.Faults(), Is.EqualTo(new[] { $"partners/acme/find-charge-detail-records.yaml:{fault}" }));
    }

    [TestCase("partners/token.yaml")]
    [TestCase("partners/acme/ocpi-2.2.1/token.yaml")]
    public void It_lies_in_the_partners_folder(string file)
    {
        workshop.Write(file, "rows: []\n");
        Assert.That(workshop.Faults(), Is.EqualTo(new[] { $"{file}:1:1: no partner's folder holds this file; put it into partners/ID/token.yaml" }));
    }
}
