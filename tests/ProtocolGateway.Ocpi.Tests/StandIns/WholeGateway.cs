using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Absences;
using ProtocolGateway.Bus;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Upkeep;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;
using ProtocolGateway.Sessions;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Ocpi.Tests.StandIns;

/// <summary>The engine and OCPI on a journal of its own, on a free loopback port. Only when to catch up is the test's to say.</summary>
internal sealed class WholeGateway : IAsyncDisposable
{
    public const string CpoToken = "cpo-token-of-798";
    public const int MostRequests = 64;
    private readonly WebApplication app;
    private readonly CatchingUp catchingUp;
    private readonly Partner cpo;

    private WholeGateway(WebApplication app, Partner cpo)
    {
        (this.app, this.cpo) = (app, cpo);
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.First()) };
        var (mappings, gateway) = (Get<IMappings>(), Get<IGateway>());
        catchingUp = new CatchingUp(
            PulledModules.All(Get<DirectoryImport>(), Get<IEvseStates>(), Get<IMissingObjects>(), mappings, gateway),
            Get<IAbsences>(), Get<PartnerBook>(), Get<TimeProvider>(), NullLogger.Instance);
    }

    public HttpClient Client { get; }

    public static Task<WholeGateway> StartAsync(string folder, ShiftedTime time, OcpiCpoStandIn standIn, params (string Key, string? Value)[] more) =>
        StartAsync(folder, time, standIn, TestPartners.Cpo("FR*798"), more);

    /// <param name="role">Of the partner that keeps lists; an eMSP and a CPO are its counterparts.</param>
    public static async Task<WholeGateway> StartAsync(
        string folder, ShiftedTime time, OcpiCpoStandIn standIn, PartnerRole role, params (string Key, string? Value)[] more)
    {
        var cpo = TestPartners.Partner("cpo", [role],
        [
            ("InboundToken", CpoToken), ("OutboundToken", standIn.Token), ("VersionsUrl", standIn.VersionsUrl), .. more,
        ]);
        var emsp = TestPartners.Partner("emsp", [role.Role == Role.CPO ? TestPartners.Emsp("DE*ABC") : TestPartners.Cpo("NL*OTH")], ("InboundToken", "emsp-token-of-ABC"));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSingleton<TimeProvider>(time)
            .AddSingleton(TestMappings.All)
            .AddSingleton(new IntakeLimits(MostRequests))
            .AddSingleton(new PartnerBook(TestPartners.Gateway, [cpo, emsp], [new Agreement()]))
            .AddOcpi()
            .AddJournal(new JournalOptions { DataDirectory = folder, LockTimeout = TimeSpan.FromSeconds(1) })
            .AddDirectory().AddSessions().AddInMemoryBus().AddExchanges().AddStatuses().AddPublishing();
        foreach (var service in builder.Services.Where(s => s.ImplementationType == typeof(CatchUpService) || s.ImplementationType == typeof(PartyNewsService)).ToList()) builder.Services.Remove(service);
        var app = builder.Build();
        app.Services.GetRequiredService<IProtocol>().MapInbound(app);
        await app.StartAsync();
        return new WholeGateway(app, cpo);
    }

    public T Get<T>() where T : class => app.Services.GetRequiredService<T>();

    public Task CatchUpAsync() => catchingUp.CatchUpAsync(cpo, CancellationToken.None);

    public async Task<int> PostAsync(string cdr)
    {
        using var response = await SendAsync(cdr);
        return (int)response.StatusCode;
    }

    /// <summary>PUT of an object of the partner's.</summary>
    public async Task<int> PutAsync(string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", "Token " + Convert.ToBase64String(Encoding.UTF8.GetBytes(CpoToken)));
        using var response = await Client.SendAsync(request);
        return (int)response.StatusCode;
    }

    public async Task<HttpResponseMessage> SendAsync(string cdr)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ocpi/2.2.1/cdrs") { Content = new StringContent(cdr, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", "Token " + Convert.ToBase64String(Encoding.UTF8.GetBytes(CpoToken)));
        return await Client.SendAsync(request);
    }

    /// <summary>Operation, result, body and refusal of everything heard, in order.</summary>
    public IReadOnlyList<(string Operation, ExchangeResult Result, string Body, string? Refusal)> Exchanges()
    {
        using var journal = Journal();
        return [.. journal.Exchanges.OrderBy(e => e.Id).AsEnumerable().Select(e => (e.Operation, e.Result, Encoding.UTF8.GetString(e.Body), e.Refusal))];
    }

    public IReadOnlyList<string> Owed()
    {
        using var journal = Journal();
        return [.. journal.Deliveries.OrderBy(d => d.Sequence).Select(d => d.Key)];
    }

    public IReadOnlyList<string> OpenFindings()
    {
        using var journal = Journal();
        return [.. journal.Findings.Where(f => f.State == FindingState.Open).Select(f => f.Code)];
    }

    public JournalContext Journal() => Get<IDbContextFactory<JournalContext>>().CreateDbContext();

    /// <summary>A clean end.</summary>
    public async ValueTask DisposeAsync()
    {
        catchingUp.Dispose();
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
