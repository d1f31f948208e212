using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Console.Partners;

/// <summary>How things stand with a partner.</summary>
/// <param name="Version">What it speaks of its protocol.</param>
/// <param name="State"><c>Silent</c> (neither heard nor told anything yet), <c>Active</c>, or <c>Paused</c> (nothing is sent until a person resumes it).</param>
public sealed record PartnerView(
    string Id, string Protocol, string Version, IReadOnlyList<RoleView> Roles, string State, string? Reason,
    int Owed, int Held, DateTimeOffset? LastHeardAt, DateTimeOffset? LastSaidAt);

public sealed record RoleView(Role Role, string Party);

/// <summary><c>/api/partners</c>, in the order of the settings.</summary>
internal static class PartnerPages
{
    /// <summary>The one version that eMIP's public part describes.</summary>
    private const string OnlyVersion = "0.7.4";

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/partners", async (IPartnerStates states, CancellationToken cancellation) =>
        Results.Ok(new { Items = (await states.ReadAsync(cancellation)).Select(View) }));

    private static PartnerView View(PartnerState state)
    {
        var partner = state.Partner;
        var version = partner.Dialect.Split('-', 2) is [_, var number] ? number : OnlyVersion;
        var word = state.PausedAt is not null ? "Paused" : state.LastHeardAt is null && state.LastSaidAt is null ? "Silent" : "Active";
        return new PartnerView(
            partner.Id, partner.Protocol, version, [.. partner.Roles.Select(r => new RoleView(r.Role, r.Party.ToString()))],
            word, state.PauseReason, state.Owed, state.Held, state.LastHeardAt, state.LastSaidAt);
    }
}
