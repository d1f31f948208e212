using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Bus;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Ocpi.Upkeep;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Ocpi.Tests.Questions;

/// <summary>The whole engine between an OCPI CPO and an OCPI eMSP over real connections, each of a version.</summary>
public abstract class TalkTest(string cpoVersion, string emspVersion)
{
    protected const string CpoToken = "token-of-cpo", EmspToken = "token-of-emsp", Card = "04A2B3C4D5E680", Evse = "FR*798*E1*1";

    // With the steps that complete what is asked, as the gateway runs.
    private static readonly Lazy<IMappings> Mappings = new(() =>
    {
        var load = MappingBook.Load(
            Path.Combine(Testing.Repository.Root, "mappings"), Path.Combine(Testing.Repository.Root, "schemas"), ProtocolGateway.Mapping.Steps.KnownSteps.All);
        var mappings = new MappingsInForce();
        mappings.Use(load.Book ?? throw new InvalidOperationException(string.Join('\n', load.Faults)));
        return mappings;
    });

    private string folder = null!;
    private WebApplication app = null!;
    private HttpClient client = null!;

    internal OcpiTalkStandIn Cpo { get; private set; } = null!;

    internal OcpiTalkStandIn Emsp { get; private set; } = null!;

    protected string CpoVersion => cpoVersion;

    protected string EmspVersion => emspVersion;

    protected bool IsOld => emspVersion == "2.1.1";

    [SetUp]
    public async Task StartAsync()
    {
        folder = System.IO.Directory.CreateTempSubdirectory("talk-").FullName;
        (Cpo, Emsp) = (new(cpoVersion), new(emspVersion));
        await Cpo.StartAsync();
        await Emsp.StartAsync();
        var (cpo, emsp) = (Partner("cpo", TestPartners.Cpo("FR*798"), Cpo, CpoToken), Partner("emsp", TestPartners.Emsp("DE*ABC"), Emsp, EmspToken));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSingleton(TimeProvider.System)
            .AddSingleton(Mappings.Value)
            .AddSingleton(new IntakeLimits())
            .AddSingleton(new PartnerBook(TestPartners.Gateway, [cpo, emsp], [new Agreement { Emsp = TestPartners.Party("DE*ABC"), AskUnknownTokens = true }]))
            .AddOcpi()
            .AddJournal(new JournalOptions { DataDirectory = folder })
            .AddDirectory().AddSessions().AddInMemoryBus().AddExchanges();
        foreach (var service in builder.Services.Where(s => s.ImplementationType == typeof(CatchUpService) || s.ImplementationType == typeof(RegistrationService)).ToList())
            builder.Services.Remove(service);
        app = builder.Build();
        app.Services.GetRequiredService<IProtocol>().MapInbound(app);
        await app.StartAsync();
        app.Configuration["Gateway:PublicUrl"] = app.Urls.First();
        client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.First()) };
        await app.Services.GetRequiredService<DirectoryImport>().ImportLocationsAsync(
            new MemoryStream(Encoding.UTF8.GetBytes("[{}]")), cpo, _ => new Reading(Place, [], null, []), default);
    }

    [TearDown]
    public async Task StopAsync()
    {
        client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await Cpo.DisposeAsync();
        await Emsp.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    protected Task<OcpiAnswer> AsCpoAsync(HttpMethod method, string path, JsonNode? body = null) => SendAsync(CpoToken, method, $"/ocpi/{cpoVersion}/{path}", body);

    protected Task<OcpiAnswer> AsEmspAsync(HttpMethod method, string path, JsonNode? body = null) => SendAsync(EmspToken, method, $"/ocpi/{emspVersion}/{path}", body);

    protected static Task<OcpiAnswer> TellAsync(string url, string json) => OcpiTalkStandIn.TellAsync(url, json, CpoToken);

    /// <summary>The body of the first result that the eMSP is told, once it comes.</summary>
    protected async Task<JsonNode> ResultAsync(string part = "/results/") => JsonNode.Parse((await Emsp.UntilHeardAsync("POST", part)).Body.Span)!;

    protected string ResponseUrl => $"{Emsp.Address}/results/1";

    /// <summary>The token as the eMSP's version writes it.</summary>
    protected JsonObject Token(string uid = Card)
    {
        var token = new JsonObject
        {
            ["uid"] = uid,
            ["type"] = "RFID",
            [IsOld ? "auth_id" : "contract_id"] = "DE-ABC-C1",
            ["issuer"] = "ABC",
            ["valid"] = true,
            ["whitelist"] = "NEVER",
            ["last_updated"] = "2026-05-04T10:00:00Z",
        };
        if (!IsOld) (token["country_code"], token["party_id"]) = ("DE", "ABC");
        return token;
    }

    protected JsonObject Start() => new() { ["response_url"] = ResponseUrl, ["token"] = Token(), ["location_id"] = "LOC1", ["evse_uid"] = "U1" };

    /// <summary>The CPO tells of the session that was just allowed: from then on both sides know it by the CPO's id.</summary>
    protected async Task TellSessionAsync(string id)
    {
        var acceptance = await app.Services.GetRequiredService<IGateway>().AcceptAsync(new HeardFact
        {
            Heard = new()
            {
                Partner = app.Services.GetRequiredService<PartnerBook>().Find("cpo"),
                Protocol = "ocpi",
                Operation = "PUT sessions",
                ReceivedAt = DateTimeOffset.UtcNow,
                Body = default,
                Headers = "",
            },
            Reading = new Reading(new SessionUpdated
            {
                Session = new()
                {
                    Party = TestPartners.Party("FR*798"),
                    Id = id,
                    AuthorizationReference = "REF-1",
                    StartDateTime = DateTimeOffset.UtcNow,
                    LastUpdated = DateTimeOffset.UtcNow,
                    CdrToken = new() { Party = TestPartners.Party("DE*ABC"), Uid = Card, Type = TokenType.RFID },
                },
            }, [], null, []),
            SessionIdIs = SessionNameKind.Cpo,
            Answer = _ => "",
        }, default);
        Assert.That(acceptance, Is.InstanceOf<Acceptance.Accepted>());
    }

    private async Task<OcpiAnswer> SendAsync(string token, HttpMethod method, string path, JsonNode? body) =>
        await new OcpiCpoClient(client, token).SendAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body.ToJsonString()));

    private static Partner Partner(string id, PartnerRole role, OcpiTalkStandIn standIn, string inbound)
    {
        var reading = TestPartners.Read(
            false, ("Version", standIn.Version), ("VersionsUrl", standIn.VersionsUrl), ("InboundToken", inbound), ("OutboundToken", OcpiTalkStandIn.Token));
        Assert.That(reading.Faults, Is.Empty);
        return new Partner { Id = id, Protocol = "ocpi", Dialect = reading.Dialect, Roles = [role], Settings = reading.Settings! };
    }

    private static Location Place { get; } = new()
    {
        Party = TestPartners.Party("FR*798"),
        Id = "LOC1",
        LastUpdated = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero),
        Evses = [new() { Uid = "U1", EvseId = Evse }, new() { Uid = "U2", EvseId = "FR*798*E1*2" }],
    };
}
