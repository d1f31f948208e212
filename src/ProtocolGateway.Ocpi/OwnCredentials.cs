using Microsoft.Extensions.Configuration;
using ProtocolGateway.Ocpi.Inbound;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi;

/// <summary>What we tell partners of ourselves (ocpi.md 3, 6.2): we are a hub, in each version's own way.</summary>
internal sealed class OwnCredentials(PartnerBook book, IConfiguration? configuration, TimeProvider time)
{
    /// <param name="token">What the partner is to present.</param>
    /// <param name="publicUrl">The address that the partner knows us by, where a request told; else the one that is set.</param>
    public Credentials For(Partner partner, OcpiVersion version, string token, string? publicUrl = null) => new(
        token, (publicUrl ?? PublicUrl) + OcpiPath.Write("versions"), Roles(partner, version), book.Gateway);

    private string PublicUrl => (Setting("PublicUrl") ?? Setting("Listen") ?? "http://127.0.0.1:8080").TrimEnd('/');

    private string Name => Setting("Name") ?? book.Gateway.ToString();

    private List<CredentialsRole> Roles(Partner partner, OcpiVersion version)
    {
        if (!version.NamesInterfaces) return [new(null, book.Gateway, Name)];
        if (!Credentials.NamesHub(version)) return [new(nameof(Role.HUB), book.Gateway, Name)];
        var reachable = ReachableParties.Of(partner, book, time.GetUtcNow()).Select(r => new CredentialsRole(r.Role.ToString(), r.Party, r.Party.ToString())).ToList();
        // At least one is wanted, and without an agreement nobody is reachable.
        return reachable.Count > 0 ? reachable : [new("OTHER", book.Gateway, Name)];
    }

    private string? Setting(string key) => configuration?[$"Gateway:{key}"] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
