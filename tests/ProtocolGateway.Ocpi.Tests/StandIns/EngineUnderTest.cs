using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Bus;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Ocpi.Upkeep;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;
using ProtocolGateway.Sessions;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Ocpi.Tests.StandIns;

/// <summary>The engine and OCPI on a journal of its own, on a free loopback port, with a CPO and an eMSP that call it.</summary>
internal sealed class EngineUnderTest : IAsyncDisposable
{
    public const string CpoToken = "cpo-token-of-798";
    public const string EmspToken = "emsp-token-of-ABC";

    private readonly string folder;
    private readonly WebApplication app;
    private readonly HttpClient client;

    private EngineUnderTest(WebApplication app, string folder)
    {
        (this.app, this.folder) = (app, folder);
        client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public static async Task<EngineUnderTest> StartAsync(string version = "2.2.1")
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSingleton(TimeProvider.System)
            .AddSingleton(TestMappings.All)
            .AddSingleton(new PartnerBook(
                TestPartners.Gateway,
                [
                    TestPartners.Partner("cpo", [TestPartners.Cpo("FR*798")], ("Version", version), ("InboundToken", CpoToken)),
                    TestPartners.Partner("emsp", [TestPartners.Emsp("DE*ABC")], ("Version", version), ("InboundToken", EmspToken)),
                ],
                [new Agreement()]))
            .AddOcpi()
            .AddJournal(new JournalOptions { DataDirectory = folder, LockTimeout = TimeSpan.FromSeconds(1) })
            .AddDirectory().AddSessions().AddInMemoryBus().AddExchanges().AddStatuses().AddPublishing();
        foreach (var service in builder.Services.Where(s => s.ImplementationType == typeof(CatchUpService)).ToList()) builder.Services.Remove(service);
        var app = builder.Build();
        app.Services.GetRequiredService<IProtocol>().MapInbound(app);
        await app.StartAsync();
        return new(app, folder);
    }

    public T Get<T>() where T : class => app.Services.GetRequiredService<T>();

    public async Task<Answered> SendAsync(string method, string path, string? json = null, string token = CpoToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), client.BaseAddress + path.TrimStart('/'))
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "Token " + Convert.ToBase64String(Encoding.UTF8.GetBytes(token)));
        using var response = await client.SendAsync(request);
        return await Answered.ReadAsync(response);
    }

    public JournalContext Journal() => Get<IDbContextFactory<JournalContext>>().CreateDbContext();

    /// <summary>What an exchange's bytes say, read once more; null where they don't say it alone.</summary>
    public object? ReadAgain(ExchangeRow exchange) =>
        Get<IProtocol>().Operations.First(o => o.Name == exchange.Operation).ReadAgain?
            .Invoke(new(Get<PartnerBook>().Find(exchange.PartnerId!)!, exchange.Body, exchange.Headers, TestMappings.All.Current))?.Message;

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
