using Microsoft.Extensions.Configuration;

namespace ProtocolGateway.Ocpi;

/// <summary>The address that partners know us by, where nobody is calling: <c>Gateway:PublicUrl</c>, else the first of <c>Gateway:Listen</c>.</summary>
internal sealed class OwnAddress(IConfiguration? configuration)
{
    private const string Usual = "http://127.0.0.1:8080";

    /// <summary>Without a slash at its end.</summary>
    public string Url => (Setting("PublicUrl") ?? Setting("Listen")?.Split(';')[0] ?? Usual).Trim().TrimEnd('/');

    private string? Setting(string key) => configuration?[$"Gateway:{key}"] is { } set && !string.IsNullOrWhiteSpace(set) ? set : null;
}
