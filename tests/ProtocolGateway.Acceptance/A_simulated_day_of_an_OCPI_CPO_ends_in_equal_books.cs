using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ProtocolGateway.Acceptance.Day;

namespace ProtocolGateway.Acceptance;

/// <summary>
/// The same day of an OCPI CPO: its sessions are told whole, and paid by an eMSP of each OCPI version, one of eMIP and one behind an eMIP hub.
/// </summary>
internal sealed class A_simulated_day_of_an_OCPI_CPO_ends_in_equal_books : SimulatedDay
{
    private const string Cpo = "NL*VLT";

    private static readonly Dictionary<string, string> Partners = new()
    {
        [Plan.Old] = "old",
        [Plan.Middle] = "middle",
        [Plan.New] = "new",
        [Plan.OfEmip] = "emip-emsp",
        [Plan.BehindEmipHub] = "emip-hub",
    };

    private readonly Plan plan = new(seed: 221, Sessions(200), Cpo, [.. Partners.Keys], OcpiDriving.Mishaps);
    private readonly OcpiTalkStandIn cpo = new();
    private OcpiDriving driving = null!;

    protected override IReadOnlyList<Charge> Charges => plan.Charges;

    protected override IReadOnlyList<IPayer> Payers { get; } =
    [
        new OcpiPayer("2.1.1", Plan.Old), new OcpiPayer("2.2.1", Plan.Middle), new OcpiPayer("2.3.0", Plan.New),
        new EmipPayer(Plan.OfEmip, isHub: false), new EmipPayer(Plan.BehindEmipHub, isHub: true),
    ];

    protected override string PartnerOf(string party) => Partners[party];

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings().Ocpi("cpo", cpo.VersionsUrl, OcpiTalkStandIn.Token, ("CPO", Cpo));
        AddPayers(settings, Cpo);
        return settings;
    }

    protected override async Task BeforeAsync()
    {
        await base.BeforeAsync();
        // It has nothing in its lists that it hasn't told.
        cpo.On("GET", "/SENDER/", _ => new(200, 1000, new JsonArray())).On("POST", "/commands/START_SESSION", start => driving.Start(start));
        await cpo.StartAsync();
    }

    protected override async Task AfterStartAsync()
    {
        driving = new OcpiDriving(Gateway.Partners, Cpo, Payers.ToDictionary(p => p.Party), PartnerOf);
        Assert.That((await ImportAsync("locations", "cpo", Plan.Locations(Cpo))).ExitCode, Is.Zero);
        await ImportTokensAsync();
    }

    protected override async Task AfterAsync()
    {
        await base.AfterAsync();
        await cpo.DisposeAsync();
    }

    [Test]
    public async Task Each_start_ends_in_one_record_one_hold_or_one_finding()
    {
        await driving.RunAsync(plan.Charges);
        Assert.That(driving.Wrong, Is.Empty);
        var sessions = await SessionsAsync();
        await AssertBooksAsync(charge => sessions.GetValueOrDefault(charge.Session));
    }

    /// <summary>The gateway's ids of the sessions, by those that the CPO gave them.</summary>
    private async Task<Dictionary<string, string>> SessionsAsync()
    {
        var found = new Dictionary<string, string>();
        string? next = null;
        do
        {
            var page = (await Gateway.ConsolePages.GetFromJsonAsync<JsonObject>($"/api/sessions?limit=200{(next is null ? "" : $"&after={next}")}"))!;
            foreach (var session in page["items"]!.AsArray())
                foreach (var name in session!["names"]!.AsArray())
                    found[name!["value"]!.GetValue<string>()] = session["id"]!.GetValue<string>();
            next = page["next"]?.GetValue<string>();
        }
        while (next is not null);
        return found;
    }
}
