using System.Xml.Linq;
using ProtocolGateway.Canonical;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests.Inbound;

internal sealed class SearchEvseTests : EndpointTest
{
    private const string Sample = "ToIOP_SearchEVSE_request";

    private static readonly FoundEvse Rivoli = new()
    {
        EvseId = "FR*GWC*E75056*0042*1",
        PoolId = "FR*GWC*P75056*0042",
        Brand = "Gateway Charge",
        Name = "Parking Rivoli",
        OwnerName = "Ville",
        Address = "4 rue de Rivoli",
        PostalCode = "75004",
        City = "Paris",
        State = "Ile-de-France",
        Country = "FR",
        Entrance = new() { Latitude = "48.8557", Longitude = "2.3600" },
        Power = 22,
        AlwaysOpen = true,
        Reservable = false,
        Availability = new() { Status = AvailabilityStatus.IN_SERVICE, ChangedAt = new(2024, 6, 12, 8, 0, 0, TimeSpan.Zero) },
        Busy = new() { Status = BusyStatus.FREE, Until = new(2024, 6, 12, 9, 0, 0, TimeSpan.Zero) },
    };

    protected override Task<Hosted> HostAsync() => Hosted.StartAsync(Partnership.Platform(("Experimental", "true")));

    [Test]
    public async Task What_is_found_is_told_in_the_samples_elements()
    {
        Endpoint.Gateway.Search.There = [Rivoli];
        var answer = await Endpoint.PostAsync(Samples.Bytes(Sample));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(Soap.Outline(Soap.Body(answer.Text)), Is.EqualTo(
            """
            eMIP_ToIOP_SearchEVSEResponse
             transactionId = GW-T-20240612-000020
             EVSEDescription
              EVSEIdType = eMI3
              EVSEId = FR*GWC*E75056*0042*1
              chargingPoolIdType = eMI3
              chargingPoolId = FR*GWC*P75056*0042
              chargingPoolBrandName = Gateway Charge
              chargingPoolName = Parking Rivoli
              chargingPoolAddress
               StreetName = 4 rue de Rivoli
               PostCode = 75004
               City = Paris
               Province = Ile-de-France
               Country = FR
              entrancelatitude = 48.8557
              entrancelongitude = 2.3600
              power = 22
              isOpen24_7 = 1
              bookable = 0
              availabilityStatus = 2
              busyStatus = 1
              busyStatusUntil = 2024-06-12T09:00:00Z
             requestStatus = 1
            """));
        Assert.That(Soap.Faults(answer.Text), Is.Empty);
    }

    [Test]
    public async Task The_sample_asks_what_it_says()
    {
        await Endpoint.PostAsync(Samples.Bytes(Sample));
        var question = Endpoint.Gateway.Search.Questions.Single();
        Assert.That(question with { Criteria = null }, Is.EqualTo(new FindEvses
        {
            AskedBy = new("FR", "GWM"),
            Latitude = 48.8566m,
            Longitude = 2.3522m,
            Radius = 5,
            Most = 100,
        }));
        var criterion = question.Criteria!.Single();
        Assert.That((criterion.Attribute, criterion.Conditions!.Single()), Is.EqualTo(("3046", new EvseCondition { Operator = "=", Value = "2" })));
    }

    [TestCase("3046", "=", "2", true)]
    [TestCase("3046", "=", "1", false)]
    [TestCase("3046", "!=", "1", true)]
    [TestCase("3041", "=", "1", true)]
    [TestCase("3041", "!=", "1", false)]
    [TestCase("3044", ">=", "22", true)]
    [TestCase("3044", ">", "22", false)]
    [TestCase("3044", "<", "22.1", true)]
    [TestCase("3042", "<=", "2024-06-12T09:00:00", true)]
    [TestCase("3042", "<", "2024-06-12T09:00:00Z", false)]
    [TestCase("3047", ">", "2024-06-12T09:00:00Z", false)]
    [TestCase("3047", "!=", "2024-06-12T09:00:00Z", true)]
    [TestCase("1043", "=", "PARIS", true)]
    [TestCase("1043", "!=", "Paris", false)]
    [TestCase("1005", "=", "Gateway Charge", true)]
    [TestCase("1006", "=", "Rivoli", false)]
    [TestCase("1003", "=", "FRGWCP750560042", true)]
    [TestCase("3003", "=", "fr*gwc*e75056*0042*1", true)]
    [TestCase("1041", "=", "FR", true)]
    [TestCase("1042", "=", "75004", true)]
    [TestCase("1045", "=", "4 rue de Rivoli", true)]
    [TestCase("1046", "=", "Ile-de-France", true)]
    [TestCase("1062", ">", "48.8", true)]
    [TestCase("1063", "<", "2.3", false)]
    [TestCase("1101", "=", "1", true)]
    [TestCase("1273", "=", "Ville", true)]
    [TestCase("2041", "=", "48", false)]
    [TestCase("2042", "=", "2", false)]
    [TestCase("2066", "=", "0", true)]
    [TestCase("1002", "=", "eMI3", true)]
    [TestCase("3002", "=", "eMI3", true)]
    public async Task A_criterion_is_answered_from_what_is_known(string attribute, string condition, string value, bool fits)
    {
        Endpoint.Gateway.Search.There = [Rivoli];
        var answer = await Endpoint.PostAsync(Asking((attribute, condition, value)));
        Assert.That(Soap.Body(answer.Text).Elements("EVSEDescription").Count(), Is.EqualTo(fits ? 1 : 0), answer.Text);
    }

    [Test]
    public async Task All_criteria_hold_together()
    {
        Endpoint.Gateway.Search.There = [Rivoli, Rivoli with { Power = 50 }, Rivoli with { City = "Lyon" }];
        var answer = await Endpoint.PostAsync(Asking(("1043", "=", "Paris"), ("3044", "<", "30")));
        Assert.That(Soap.Body(answer.Text).Elements("EVSEDescription").Count(), Is.EqualTo(1));
    }

    [TestCase("4021", "=", "3", "andCombinedCriteria/attributeId: 4021 (connector type) can't be answered: the directory doesn't have it, or not in eMIP's codes")]
    [TestCase("9999", "=", "3", "andCombinedCriteria/attributeId: 9999 is no attribute that is known here")]
    [TestCase("3044", "=", "strong", "andCombinedCriteria/attributeCondition: attribute 3044: 'strong' is not a number")]
    [TestCase("3042", "=", "soon", "andCombinedCriteria/attributeCondition: attribute 3042: 'soon' is not a date and time")]
    [TestCase("1043", "<", "Paris", "andCombinedCriteria/attributeCondition: attribute 1043: '<' does not apply to text; expected = or !=")]
    public async Task What_can_not_be_asked_is_a_fault_that_names_it(string attribute, string condition, string value, string reason)
    {
        var answer = await Endpoint.PostAsync(Asking((attribute, condition, value)));
        Assert.That((answer.Status, Soap.Fault(answer.Text)), Is.EqualTo((400, ("Sender", reason))));
        Assert.That(Endpoint.Gateway.Search.Questions, Is.Empty);
    }

    [TestCase("latitude", "48.8566", "91", "latitude: '91' is none; expected -90 to 90")]
    [TestCase("longitude", "2.3522", "-181", "longitude: '-181' is none; expected -180 to 180")]
    public async Task A_place_that_is_none_is_refused(string element, string value, string instead, string reason)
    {
        var answer = await Endpoint.PostAsync(Change.Text(Sample, $"<{element}>{value}<", $"<{element}>{instead}<"));
        Assert.That((answer.Status, Soap.Fault(answer.Text)), Is.EqualTo((400, ("Sender", reason))));
    }

    [Test]
    public async Task A_partner_that_is_not_set_so_is_told_that_it_is_experimental()
    {
        await using var other = await Hosted.StartAsync(Partnership.Platform());
        var answer = await other.PostAsync(Samples.Bytes(Sample));
        Assert.That((answer.Status, Soap.Fault(answer.Text).Code), Is.EqualTo((400, "Sender")));
        Assert.That(Soap.Fault(answer.Text).Reason, Does.Contain("experimental"));
        Assert.That(other.Gateway.Refusals.Single().Refusal.Kind, Is.EqualTo(RefusalKind.UnknownOperation));
    }

    [Test]
    public async Task A_CPO_may_not_search()
    {
        var answer = await Endpoint.PostAsync(Change.Text(Sample, "<operatorId>FR*GWM</operatorId>", "<operatorId>FR*GWC</operatorId>"));
        Assert.That((answer.Status, Soap.Fault(answer.Text).Code), Is.EqualTo((400, "Sender")));
    }

    private static string Asking(params (string Attribute, string Condition, string Value)[] criteria)
    {
        var document = XDocument.Parse(Samples.Text(Sample));
        var given = document.Descendants("andCombinedCriteria").Single();
        given.AddAfterSelf(criteria.Select(c => new XElement(
            "andCombinedCriteria", new XElement("attributeId", c.Attribute),
            new XElement("attributeCondition", new XElement("conditionOperator", c.Condition), new XElement("attributeValue", c.Value)))));
        given.Remove();
        return document.ToString();
    }
}
