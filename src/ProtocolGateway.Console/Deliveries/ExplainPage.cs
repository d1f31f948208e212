using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping.Explaining;
using ProtocolGateway.Mapping.Versions;

namespace ProtocolGateway.Console.Deliveries;

/// <summary><c>/api/deliveries/{id}/explain</c>: what every value of a delivery came from.</summary>
internal static class ExplainPage
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/deliveries/{id}/explain", ExplainAsync);

    /// <param name="mapping"><c>then</c> (the default: the mapping files that wrote it last), <c>now</c>, or a version of them.</param>
    private static async Task<IResult> ExplainAsync(string id, IDeliveryExplanations explanations, CancellationToken cancellation, string? mapping = null)
    {
        if (!Guid.TryParse(id, out var known)) return Answers.NotFound("delivery");
        var choice = MappingChoice.Parse(string.IsNullOrEmpty(mapping) ? "then" : mapping);
        return await explanations.ExplainAsync(known, choice, cancellation) switch
        {
            ExplanationResult.Told told => Results.Ok(told.Delivery),
            ExplanationResult.Impossible impossible => Answers.For(new ActionResult.Impossible(impossible.Reason))!,
            _ => Answers.NotFound("delivery"),
        };
    }
}
