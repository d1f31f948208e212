using System.Net;
using ProtocolGateway.Absences;
using ProtocolGateway.Ocpi.Outbound;
using ProtocolGateway.Ocpi.Wire;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>What the answer to a list's GET is. One of the two is set, or neither: an answer that can't be read as a list.</summary>
/// <param name="Page">A page.</param>
/// <param name="Trouble">Why there is none now.</param>
internal sealed record ListAnswer(ListPage? Page, Postponement? Trouble)
{
    /// <param name="later">Not the list's first page: the place may have gone.</param>
    public static ListAnswer Of(OcpiReply reply, bool later) => reply switch
    {
        OcpiReply.Unheard unheard => new(null, new Postponement(unheard.Text)),
        OcpiReply.Lost lost => new(null, new Postponement(lost.Text)),
        OcpiReply.Answered answered => Of(answered, later),
        _ => throw new ArgumentOutOfRangeException(nameof(reply), reply, "This reply is no answer to a list."),
    };

    private static ListAnswer Of(OcpiReply.Answered answered, bool later)
    {
        var page = answered.Whole ? ListPage.Read(answered.Body) : null;
        if (!answered.IsSuccess)
        {
            var gone = later && answered.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Gone;
            var lasting = !later && answered.Status is (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented);
            return new(null, new Postponement(Text($"HTTP {(int)answered.Status}", page), answered.RetryAfter, gone) { IsLasting = lasting });
        }
        if (!answered.Whole && answered.Body.Length <= OcpiLink.MostListed) return new(null, new Postponement("the page broke off"));
        if (page is null || OcpiStatus.IsSuccess(page.Code)) return new(page, null);
        return new(null, new Postponement(Text($"OCPI {page.Code}", page), answered.RetryAfter, later && OcpiStatus.IsClientError(page.Code)));
    }

    private static string Text(string code, ListPage? page) => page?.Message is { } message ? $"{code}: {message}" : code;
}
