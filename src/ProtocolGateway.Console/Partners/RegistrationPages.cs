using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.Registrations;

namespace ProtocolGateway.Console.Partners;

/// <summary><c>/api/partners/{id}/registration/...</c>: what a person may do about a registration.</summary>
internal static class RegistrationPages
{
    public static void Map(IEndpointRouteBuilder api)
    {
        Map(api, "reset", (registrar, partner, cancellation) => registrar.ResetAsync(partner, cancellation));
        Map(api, "renew", (registrar, partner, cancellation) => registrar.RenewAsync(partner, cancellation));
        Map(api, "unregister", (registrar, partner, cancellation) => registrar.UnregisterAsync(partner, cancellation));
    }

    private static void Map(IEndpointRouteBuilder api, string name, Func<IRegistrar, Partner, CancellationToken, Task<ActionResult>> act) => api.MapPost(
        $"/partners/{{id}}/registration/{name}",
        async (string id, PartnerBook book, Standings standings, IPartnerStates states, CancellationToken cancellation) =>
        {
            if (book.Find(id) is not { } partner) return Answers.NotFound("partner");
            if (standings.Registrar(partner) is not { } registrar)
                return Answers.For(new ActionResult.Impossible("The partner has no RegistrationToken: its tokens are fixed in the settings."), "partner")!;
            return Answers.For(await act(registrar, partner, cancellation), "partner") ?? await PartnerPages.FindAsync(id, standings, states, cancellation);
        });
}
