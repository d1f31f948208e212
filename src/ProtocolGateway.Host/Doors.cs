using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Host;

/// <summary>How partners and operators get in, and whom the gateway takes them for.</summary>
internal static class Doors
{
    public static void Secure(this HttpsConnectionAdapterOptions https, GatewaySettings settings)
    {
        https.SslProtocols = Tls.Versions;
        https.ServerCertificate = settings.ServerCertificate?.Certificate;
        https.ServerCertificateChain = settings.ServerCertificate?.Chain;
        if (!settings.Partners.All.Any(p => p.Settings is ICertified { IsAskedForCertificate: true })) return;

        // A partner's certificate is judged by its protocol, which knows the partner; here it only has to get through.
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.AllowAnyClientCertificate();
        // Operators' browsers would ask for one to choose.
        var operators = BindingAddress.Parse(settings.ConsoleListen).Port;
        https.OnAuthenticate = (connection, tls) =>
            tls.ClientCertificateRequired = (connection.LocalEndPoint as IPEndPoint)?.Port != operators;
    }

    /// <summary>Before it is known who came: by then the proxy is no longer seen. From anybody else the header is words.</summary>
    private static Task TakeCertificate(HttpContext context, RequestDelegate next, string header, IReadOnlyList<System.Net.IPNetwork> proxies)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true }) address = address.MapToIPv4();
        if (address is null || !proxies.Any(p => p.Contains(address))) return next(context);
        context.Connection.ClientCertificate = Certificate(context.Request.Headers[header].ToString());
        // Nothing that every exchange needs to be kept with.
        context.Request.Headers.Remove(header);
        return next(context);
    }

    /// <summary>PEM, its line ends escaped as in an address: nginx's <c>$ssl_client_escaped_cert</c>. Null where there is none.</summary>
    private static X509Certificate2? Certificate(string escaped)
    {
        try
        {
            return escaped.Length == 0 ? null : X509Certificate2.CreateFromPem(Uri.UnescapeDataString(escaped));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // Who shows nothing that can be read shows nothing.
            return null;
        }
    }

    /// <summary>Where a request came from is what a trusted proxy says, and otherwise who connected, whatever it says.</summary>
    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder door, GatewaySettings settings)
    {
        if (settings.TrustedProxies.Count == 0) return door;
        if (settings.ClientCertificateHeader is { } header) door.Use((context, next) => TakeCertificate(context, next, header, settings.TrustedProxies));
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.TrustedProxies) options.KnownIPNetworks.Add(network);
        return door.UseForwardedHeaders(options);
    }
}
