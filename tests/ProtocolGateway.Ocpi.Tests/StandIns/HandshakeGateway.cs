using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
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
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Ocpi.Tests.StandIns;

/// <summary>The engine and OCPI on a journal of its own with one partner that registers. Only when to begin a handshake is the test's to say.</summary>
internal sealed class HandshakeGateway : IAsyncDisposable
{
    private readonly WebApplication app;

    private HandshakeGateway(WebApplication app)
    {
        this.app = app;
        Address = new Uri(app.Urls.First());
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public string VersionsUrl => $"{Address}ocpi/versions";

    public Partner Partner => Get<PartnerBook>().Find("volt")!;

    public OcpiOptions Options => (OcpiOptions)Partner.Settings;

    public Registering Registering => Get<Registering>();

    /// <param name="folder">The journal's.</param>
    /// <param name="settings">The partner's.</param>
    public static Task<HandshakeGateway> StartAsync(
        string folder, TimeProvider time, IReadOnlyList<PartnerRole> roles, IReadOnlyList<PartnerRole> others, params (string Key, string? Value)[] settings) =>
        StartAsync(folder, time, roles, others, [], settings);

    /// <param name="reaches">Those behind the partner, a hub.</param>
    public static async Task<HandshakeGateway> StartAsync(
        string folder, TimeProvider time, IReadOnlyList<PartnerRole> roles, IReadOnlyList<PartnerRole> others, IReadOnlyList<PartnerRole> reaches,
        (string Key, string? Value)[] settings)
    {
        var reading = TestPartners.Read(false, settings);
        Assert.That(reading.Faults, Is.Empty);
        var partner = new Partner { Id = "volt", Protocol = "ocpi", Dialect = reading.Dialect, Roles = roles, Reaches = reaches, Settings = reading.Settings! };
        var other = TestPartners.Partner("other", [.. others], ("InboundToken", "other-token"));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var port = Ports.Next();
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        builder.Configuration.AddInMemoryCollection([new("Gateway:PublicUrl", $"http://127.0.0.1:{port}/"), new("Gateway:Name", "The gateway")]);
        builder.Services.AddRoutingCore().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSingleton(time)
            .AddSingleton(TestMappings.All)
            .AddSingleton(new PartnerBook(TestPartners.Gateway, [partner, other], [new Agreement()]))
            .AddOcpi()
            .AddJournal(new JournalOptions { DataDirectory = folder, LockTimeout = TimeSpan.FromSeconds(1) })
            .AddDirectory().AddSessions().AddInMemoryBus().AddExchanges();
        foreach (var service in builder.Services.Where(s => s.ImplementationType == typeof(CatchUpService) || s.ImplementationType == typeof(RegistrationService) || s.ImplementationType == typeof(PartyNewsService)).ToList())
            builder.Services.Remove(service);
        var app = builder.Build();
        app.Services.GetRequiredService<IProtocol>().MapInbound(app);
        await app.Services.GetRequiredService<Registry>().RefreshAsync(CancellationToken.None);
        await app.StartAsync();
        return new HandshakeGateway(app);
    }

    public T Get<T>() where T : class => app.Services.GetRequiredService<T>();

    public async Task<Answered> SendAsync(HttpMethod method, string path, string? token, string? json = null, bool encoded = true)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path)) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", "Token " + (encoded ? Convert.ToBase64String(Encoding.UTF8.GetBytes(token)) : token));
        using var response = await Client.SendAsync(request);
        return await Answered.ReadAsync(response);
    }

    public Task<Answered> GetAsync(string path, string? token) => SendAsync(HttpMethod.Get, path, token);

    /// <summary>Operation, body, answer and refusal of everything heard, in order.</summary>
    public IReadOnlyList<(string Operation, string Body, string? Answer, string? Refusal)> Exchanges()
    {
        using var journal = Get<IDbContextFactory<JournalContext>>().CreateDbContext();
        return [.. journal.Exchanges.OrderBy(e => e.Id).AsEnumerable().Select(e => (e.Operation, Encoding.UTF8.GetString(e.Body), e.Answer, e.Refusal))];
    }

    /// <summary>A clean end.</summary>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
