using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtocolGateway.Exchanges;

namespace ProtocolGateway.Console.Partners;

/// <summary><c>/api/partners</c>, in the order of the settings; and what a person may do with one.</summary>
internal static class PartnerPages
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/partners", ListAsync);
        api.MapPost("/partners/{id}/pause", PauseAsync);
        api.MapPost("/partners/{id}/resume", ResumeAsync);
        RegistrationPages.Map(api);
        PullPages.Map(api);
    }

    private static async Task<IResult> ListAsync(Standings standings, IPartnerStates states, CancellationToken cancellation) =>
        Results.Ok(new { Items = (await states.ReadAsync(cancellation)).Select(state => PartnerView.Of(state, standings)) });

    private static async Task<IResult> PauseAsync(
        string id, HttpRequest request, IPartnerActions actions, Standings standings, IPartnerStates states, CancellationToken cancellation)
    {
        if (await GivenReason.ReadAsync(request, cancellation) is not { } reason) return GivenReason.Missing;
        return Answers.For(await actions.PauseAsync(id, reason, cancellation), "partner") ?? await FindAsync(id, standings, states, cancellation);
    }

    private static async Task<IResult> ResumeAsync(
        string id, IPartnerActions actions, Standings standings, IPartnerStates states, CancellationToken cancellation) =>
        Answers.For(await actions.ResumeAsync(id, cancellation), "partner") ?? await FindAsync(id, standings, states, cancellation);

    internal static async Task<IResult> FindAsync(string id, Standings standings, IPartnerStates states, CancellationToken cancellation) =>
        Results.Ok(PartnerView.Of((await states.ReadAsync(cancellation)).Single(s => s.Partner.Id.Equals(id, StringComparison.OrdinalIgnoreCase)), standings));
}
