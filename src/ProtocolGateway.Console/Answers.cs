using Microsoft.AspNetCore.Http;
using ProtocolGateway.Exchanges;

namespace ProtocolGateway.Console;

/// <summary>What operators are told when something can't be done (RFC 9457 problem details).</summary>
internal static class Answers
{
    public static IResult BadParameter(string name, string text) =>
        Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: $"The parameter '{name}' is wrong", detail: text);

    public static IResult NotFound(string what) =>
        Results.Problem(statusCode: StatusCodes.Status404NotFound, title: $"There is no such {what}");

    public static IResult OutOfReach(string reason) =>
        Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "The journal is out of reach", detail: reason);

    /// <summary>Null when it was done.</summary>
    /// <param name="what">What it was to be done with: <c>delivery</c>.</param>
    public static IResult? For(ActionResult result, string what = "delivery") => result switch
    {
        ActionResult.Done => null,
        ActionResult.Unknown => NotFound(what),
        ActionResult.Impossible impossible => Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "It can't be done now", detail: impossible.Reason),
        ActionResult.Busy busy => OutOfReach(busy.Reason),
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "This result has no answer."),
    };
}
