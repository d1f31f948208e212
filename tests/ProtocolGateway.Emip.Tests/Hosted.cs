using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Emip.Tests;

/// <summary>The endpoint on a real port, with a stand-in where the gateway would be.</summary>
internal sealed class Hosted : IAsyncDisposable
{
    private readonly WebApplication application;

    private Hosted(WebApplication application, GatewayStandIn gateway, X509Certificate2? certificate)
    {
        this.application = application;
        Gateway = gateway;
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        if (certificate is not null) handler.ClientCertificates.Add(certificate);
        Client = new HttpClient(handler) { BaseAddress = new Uri(address) };
    }

    public GatewayStandIn Gateway { get; }

    public HttpClient Client { get; }

    public Intake Intake => application.Services.GetRequiredService<Intake>();

    public static Task<Hosted> StartAsync(params Partner[] partners) => StartAsync(null, null, partners);

    /// <summary>Where the public address is the one that it really has.</summary>
    public static Task<Hosted> StartAtItsOwnAddressAsync(params Partner[] partners) => StartAsync(null, null, "", partners);

    /// <summary>Over TLS, where the client may show a certificate.</summary>
    public static Task<Hosted> StartAsync(X509Certificate2? server, X509Certificate2? client, params Partner[] partners) =>
        StartAsync(server, client, "https://gateway.example/", partners);

    private static async Task<Hosted> StartAsync(X509Certificate2? server, X509Certificate2? client, string publicUrl, Partner[] partners)
    {
        var gateway = new GatewayStandIn();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().UseKestrel(k => k.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (server is not null) listen.UseHttps(https =>
            {
                https.ServerCertificate = server;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.AllowAnyClientCertificate();
            });
        }));
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("Gateway:PublicUrl", publicUrl)]);
        builder.Services.AddSingleton<IGateway>(gateway).AddSingleton(new IntakeLimits(Requests: 8)).AddSingleton<Intake>();
        builder.Services.AddSingleton<TimeProvider>(new FixedClock());
        builder.Services.AddSingleton(new PartnerBook(Partnership.Gateway, partners, []));
        builder.Services.AddSingleton(Maps.InForce);
        builder.Services.AddSingleton<IDirectory, Nothing>();
        builder.Services.AddSingleton<ISessions, Nothing>();
        builder.Services.AddSingleton<IEvseStates>(gateway.Statuses).AddSingleton<IEvseSearch>(gateway.Search);
        builder.Services.AddEmip();
        var application = builder.Build();
        application.Services.GetRequiredService<Protocols.IProtocol>().MapInbound(application);
        await application.StartAsync();
        return new Hosted(application, gateway, client);
    }

    public Task<Heard> PostAsync(string text, string contentType = "application/soap+xml; charset=UTF-8", string path = "/api/emip", params (string Name, string Value)[] headers) =>
        PostAsync(Encoding.UTF8.GetBytes(text), contentType, path, headers);

    public async Task<Heard> PostAsync(byte[] body, string? contentType = "application/soap+xml; charset=UTF-8", string path = "/api/emip", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (contentType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request);
        return new Heard((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType, response.Headers);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await application.DisposeAsync();
    }

    /// <summary>An answer as the partner got it.</summary>
    public sealed record Heard(int Status, string Text, MediaTypeHeaderValue? ContentType, HttpResponseHeaders Headers);
}
