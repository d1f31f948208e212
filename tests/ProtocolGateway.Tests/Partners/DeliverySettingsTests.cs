using ProtocolGateway.Partners;

namespace ProtocolGateway.Tests.Partners;

public sealed class DeliverySettingsTests
{
    private SettingsUnderTest settings = null!;

    [SetUp]
    public void SetUp() => settings = new SettingsUnderTest();

    [TearDown]
    public void TearDown() => settings.Dispose();

    [TestCase("ChargeDetailRecordIssued", Owing.Fifo, null)]
    [TestCase("SessionUpdated", Owing.Fifo, 1440)]
    [TestCase("CommandCompleted", Owing.Fifo, 10)]
    [TestCase("EvseStatusChanged", Owing.Latest, 1440)]
    [TestCase("LocationPublished", Owing.Latest, 1440)]
    [TestCase("TariffPublished", Owing.Latest, 1440)]
    [TestCase("TokenPublished", Owing.Latest, 1440)]
    public void What_counts_where_nothing_is_set_depends_on_the_message(string message, Owing policy, int? minutes)
    {
        foreach (var delivery in (DeliverySettings[])[Read("""{ "ZeroMeansUnknown": true }"""), Read("""{ "Delivery": { "Order": "subject" } }""")])
        {
            Assert.That(delivery.Of(message), Is.EqualTo(new DeliveryPolicy
            {
                Policy = policy,
                Retry = DeliveryPolicies.UsualRetry,
                GiveUpAfter = minutes is null ? null : TimeSpan.FromMinutes(minutes.Value),
                Poison = Poison.Block,
                PoisonAfter = 5,
            }));
            Assert.That((delivery.Order, delivery.UnreachableAfter), Is.EqualTo((DeliveryOrder.Subject, 5)));
        }
    }

    [Test]
    public void What_is_set_for_a_message_wins_over_what_is_set_for_all()
    {
        var delivery = Read("""
            {
              "Delivery": {
                "Retry": "100ms, 2s, 3m, 4H, 5d", "GiveUpAfter": "2h", "Poison": "skip", "PoisonAfter": 3, "UnreachableAfter": 7,
                "Messages": {
                  "SessionUpdated": { "Policy": "latest", "Retry": "7s", "GiveUpAfter": "1m", "Poison": "block", "PoisonAfter": 9 },
                  "TariffPublished": { "Policy": "none" }
                }
              }
            }
            """);

        TimeSpan[] all = [TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(3), TimeSpan.FromHours(4), TimeSpan.FromDays(5)];
        Assert.Multiple(() =>
        {
            Assert.That(delivery.UnreachableAfter, Is.EqualTo(7));
            Check("SessionUpdated", Owing.Latest, [TimeSpan.FromSeconds(7)], TimeSpan.FromMinutes(1), Poison.Block, 9);
            Check("TariffPublished", Owing.None, all, TimeSpan.FromHours(2), Poison.Skip, 3);
            Check("ChargeDetailRecordIssued", Owing.Fifo, all, null, Poison.Skip, 3);
        });

        void Check(string message, Owing policy, TimeSpan[] retry, TimeSpan? giveUpAfter, Poison poison, int poisonAfter)
        {
            var read = delivery.Of(message);
            Assert.That((read.Policy, read.GiveUpAfter, read.Poison, read.PoisonAfter), Is.EqualTo((policy, giveUpAfter, poison, poisonAfter)));
            Assert.That(read.Retry, Is.EqualTo(retry));
        }
    }

    [Test]
    public void A_partner_with_one_queue_gets_everything_and_is_not_held_up_by_poison()
    {
        var delivery = Read("""{ "Delivery": { "Order": "partner", "Messages": { "TokenPublished": { "Policy": "none" } } } }""");

        Assert.That((delivery.Of("ChargeDetailRecordIssued").Poison, delivery.Of("EvseStatusChanged").Policy), Is.EqualTo((Poison.Skip, Owing.Fifo)));
        Assert.That(delivery.Of("TokenPublished").Policy, Is.EqualTo(Owing.None));
    }

    [Test]
    public void Calls_at_once_are_set_at_either_place() => Assert.Multiple(() =>
    {
        Assert.That(Partner("""{ "Concurrency": 3 }""").Concurrency, Is.EqualTo(3));
        Assert.That(Partner("""{ "Delivery": { "Concurrency": 6 } }""").Concurrency, Is.EqualTo(6));
    });

    [Test]
    public void Limits_are_read() => Assert.That(
        Partner("""{ "Limits": { "Outbound": { "PerSecond": 10, "PerMinute": 100 }, "Inbound": { "PerMinute": 60 } } }""").Limits,
        Is.EqualTo(new LimitSettings { Outbound = new(10, 100), Inbound = new(null, 60) }));

    [TestCase(""" "Messages": { "ChargeDetailRecordIssued": { "Policy": "latest" } } """, "Messages:ChargeDetailRecordIssued:Policy: charge detail records are owed one and all, in order; expected \"fifo\", or nothing")]
    [TestCase(""" "Messages": { "ChargeDetailRecordIssued": { "Policy": "none" } } """, "Messages:ChargeDetailRecordIssued:Policy: charge detail records are owed one and all, in order; expected \"fifo\", or nothing")]
    [TestCase(""" "Messages": { "ChargeDetailRecordIssued": { "GiveUpAfter": "9d" } } """, "Messages:ChargeDetailRecordIssued:GiveUpAfter: charge detail records are never given up; expected nothing here")]
    [TestCase(""" "Messages": { "SessionUpdatd": { "Policy": "fifo" } } """, "Messages:SessionUpdatd: no such setting; did you mean SessionUpdated?")]
    [TestCase(""" "Messages": { "SessionUpdated": { "Policy": "newest" } } """, "Messages:SessionUpdated:Policy: 'newest' was found; expected fifo or latest or none")]
    [TestCase(""" "Retry": "1s, soon" """, "Retry: '1s, soon' is no list of waits; expected whole numbers with their units (ms, s, m, h, d), such as \"1s, 5s, 30s, 2m, 10m, 1h\"")]
    [TestCase(""" "Retry": "0s" """, "Retry: '0s' is no list of waits; expected whole numbers with their units (ms, s, m, h, d), such as \"1s, 5s, 30s, 2m, 10m, 1h\"")]
    [TestCase(""" "GiveUpAfter": "367d" """, "GiveUpAfter: '367d' is no length of time; expected a whole number with its unit (ms, s, m, h, d), such as \"30s\", up to 366d")]
    [TestCase(""" "GiveUpAfter": "90" """, "GiveUpAfter: '90' is no length of time; expected a whole number with its unit (ms, s, m, h, d), such as \"30s\", up to 366d")]
    [TestCase(""" "Order": "global" """, "Order: 'global' was found; expected subject or partner")]
    [TestCase(""" "Policy": "fifo" """, "Policy: no such setting; known here: Retry, GiveUpAfter, Poison, PoisonAfter, Concurrency, Order, UnreachableAfter, Messages")]
    [TestCase(""" "PoisonAfter": 1 """, "PoisonAfter: '1' was found; expected a whole number from 2 to 1000")]
    [TestCase(""" "Order": "partner", "Messages": { "SessionUpdated": { "Policy": "latest" } } """, "Messages:SessionUpdated:Policy: the partner has one queue, first in first out: nothing is superseded; expected \"fifo\" or \"none\", or \"Order\": \"subject\"")]
    [TestCase(""" "UnreachableAfter": 0 """, "UnreachableAfter: '0' was found; expected a whole number from 1 to 1000")]
    public void A_wrong_setting_is_a_fault(string setting, string fault)
    {
        var faults = Faults($$"""{ "Delivery": { {{setting}} } }""");

        Assert.That(faults, Is.EqualTo(new[] { $"Gateway:Partners:volt-emsp:Delivery:{fault}" }));
    }

    [TestCase("""{ "Concurrency": 2, "Delivery": { "Concurrency": 2 } }""", "Delivery:Concurrency: it is set at Gateway:Partners:volt-emsp:Concurrency too; expected it once")]
    [TestCase("""{ "Limits": { "Outbound": { "PerHour": 2 } } }""", "Limits:Outbound:PerHour: no such setting; known here: PerSecond, PerMinute")]
    [TestCase("""{ "Limits": { "Inbound": { "PerSecond": 0 } } }""", "Limits:Inbound:PerSecond: '0' was found; expected a whole number from 1 to 1000000")]
    [TestCase("""{ "Limits": { "Inbound": 5 } }""", "Limits:Inbound: '5' is a value; expected a group of settings { ... }")]
    public void So_is_a_wrong_limit(string partner, string fault) =>
        Assert.That(Faults(partner), Is.EqualTo(new[] { $"Gateway:Partners:volt-emsp:{fault}" }));

    private DeliverySettings Read(string partner) => Partner(partner).Delivery;

    private Partner Partner(string partner) => settings.ReadGood(In(partner)).Partners.Find("volt-emsp")!;

    private string[] Faults(string partner) => settings.Faults(In(partner));

    private static string In(string partner) => $$"""{ "Gateway": { "Partners": { "volt-emsp": {{partner}} } } }""";
}
