using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Ocpi.Upkeep;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Tests.StandIns;

/// <summary>OCPI's addresses on a free loopback port, with a stand-in for the gateway behind them.</summary>
internal sealed class OcpiUnderTest : IAsyncDisposable
{
    public const string CpoToken = "cpo-token-of-798";
    public const string EmspToken = "emsp-token-of-ABC";
    public const string PublicUrl = "https://gateway.example/roaming";
    private readonly WebApplication app;

    private OcpiUnderTest(WebApplication app, StandInGateway gateway)
    {
        this.app = app;
        Gateway = gateway;
        Address = new Uri(app.Urls.First());
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = Address };
    }

    public StandInGateway Gateway { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public Intake Intake => app.Services.GetRequiredService<Intake>();

    /// <param name="intake">The gateway's.</param>
    /// <param name="limits">The CPO's.</param>
    public static async Task<OcpiUnderTest> StartAsync(IntakeLimits? intake = null, LimitSettings? limits = null)
    {
        var gateway = new StandInGateway();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("Gateway:PublicUrl", PublicUrl + "/")]);
        builder.Services.AddRoutingCore().AddLogging().AddOcpi();
        builder.Services.AddSingleton<IGateway>(gateway).AddSingleton(intake ?? new IntakeLimits(Requests: 8)).AddSingleton<Intake>().AddSingleton(TestMappings.All).AddSingleton(new PartnerBook(TestPartners.Gateway,
        [
            TestPartners.Partner("cpo", [TestPartners.Cpo("FR*798")], ("InboundToken", CpoToken)) with { Limits = limits ?? LimitSettings.None },
            TestPartners.Partner("emsp", [TestPartners.Emsp("DE*ABC")], ("InboundToken", EmspToken)),
        ], []));
        // Neither catching up nor registering has to do with what is heard here.
        foreach (var service in builder.Services.Where(s => s.ImplementationType == typeof(CatchUpService) || s.ImplementationType == typeof(RegistrationService) || s.ImplementationType == typeof(PartyNewsService)).ToList())
            builder.Services.Remove(service);
        var app = builder.Build();
        app.Services.GetRequiredService<IProtocol>().MapInbound(app);
        await app.StartAsync();
        return new OcpiUnderTest(app, gateway);
    }

    public Task<Answered> GetAsync(string path, string? token = CpoToken, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, token, headers);

    public Task<Answered> PostCdrAsync(string json, string? token = CpoToken, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, "/ocpi/2.2.1/cdrs", new StringContent(json, Encoding.UTF8, "application/json"), token, headers);

    public async Task<Answered> SendAsync(
        HttpMethod method, string path, HttpContent? content, string? token, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path)) { Content = content };
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", "Token " + Convert.ToBase64String(Encoding.UTF8.GetBytes(token)));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request);
        return await Answered.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
