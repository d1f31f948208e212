using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>What all questions have in common: how they are read, who asks whom, and how they are answered.</summary>
internal static class Questioning
{
    /// <summary>Reads a body by its mapping. Nobody can wait until somebody explains a code: what can't be read is refused.</summary>
    /// <param name="bare">What stands in the place of an object, where a bare code may.</param>
    public static (Reading? Reading, DocumentNode Root, Refusal? Refusal) Read(
        OcpiCall call, ReadOnlyMemory<byte> body, CompiledMapping mapping, Func<string, (Document, DocumentNode)>? bare = null)
    {
        if (Document.FromJson(body.Span, out var fault) is not { } document) return (null, default, new(RefusalKind.Malformed, [fault!]));
        var root = document.Root;
        if (bare is not null && root.Kind == NodeKind.Text) (document, root) = bare(root.Value.ToString());
        if (root.Kind != NodeKind.Object) return (null, default, new(RefusalKind.BadContent, "", "the body is no JSON object"));
        var reading = mapping.Read(document, root, ReadContext.Default);
        if (reading.Faults.Count > 0) return (null, root, new(RefusalKind.BadContent, reading.Faults));
        return reading.Hold is { } hold ? (null, root, new(RefusalKind.BadContent, "", hold.Text)) : (reading, root, null);
    }

    /// <summary>The party on whose behalf the caller asks: the one that the headers name, else its only one of that role.</summary>
    public static PartyId? Asker(OcpiCall call, Role role, out Refusal? refusal)
    {
        refusal = null;
        if (call.Routing.From is { } named && call.Partner.SpeaksFor(role, named)) return named;
        var own = call.Partner.Roles.Where(r => r.Role == role).Select(r => r.Party).ToList();
        if (own is [var only]) return only;
        refusal = new(RefusalKind.BadContent, OcpiHeaders.FromParty, own.Count == 0 ? $"you speak for no {role}" : $"you speak for several: {string.Join(", ", own)}");
        return null;
    }

    /// <summary>The party that the headers address in that role; null where they name us, or nobody.</summary>
    public static PartyId? Addressed(OcpiCall call, Role role) =>
        call.Routing.To is { } to && !to.Equals(call.Book.Gateway) && call.Book.Find(role, to) is not null ? to : null;

    /// <summary>An address that results may be told at; or why not.</summary>
    public static Refusal? CheckUrl(OcpiCall call, string? url)
    {
        const string place = "response_url";
        if (url is null) return new(RefusalKind.BadContent, place, "missing");
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && ((OcpiOptions)call.Partner.Settings).MayAnswer(address)
            ? null
            : new(RefusalKind.BadContent, place, $"'{url}' is no address that may be called; expected https");
    }

    /// <summary>By what a repeat of the request is known: clients resend what was answered 5xx, with the same id.</summary>
    public static string? Transaction(OcpiCall call, string url) =>
        call.Http.Request.Headers[OcpiHeaders.RequestId].ToString() is { Length: > 0 } id ? $"{id} {url}" : null;

    /// <summary>Asks, and gives the answer with what is to be done once it is sent.</summary>
    public static async Task<Answer> AskAsync(OcpiCall call, HeardQuestion question, Func<string, Answer> answer)
    {
        var reply = await call.Gateway.AskAsync(question, call.Cancellation);
        if (reply is not Reply.Given given) return Answer.Busy(((Reply.Busy)reply).Text, call.At);
        if (given.Afterwards is { } afterwards)
            call.Http.Response.OnCompleted(() =>
            {
                // The connection is the caller's again at once.
                _ = Task.Run(afterwards);
                return Task.CompletedTask;
            });
        return answer(given.Text);
    }

    /// <summary>An answer with an object written by a mapping; or why that could not be.</summary>
    public static (string? Json, Hold? Hold) Write(OcpiCall call, CompiledMapping mapping, object message)
    {
        Hold? hold = null;
        var json = Envelope.Write(OcpiStatus.Success, null, call.At, data =>
        {
            data.WriteStartObject();
            hold = mapping.Write(message, message, new JsonDocumentWriter(data), new WriteContext());
            if (hold is not null) return false;
            data.WriteEndObject();
            return true;
        });
        return (json, hold);
    }

    /// <summary>What a command's answer says, told by its mapping; an unknown place has a code of its own.</summary>
    public static string WriteCommand(OcpiCall call, CompiledMapping mapping, CommandAnswered answer)
    {
        if (answer.Result is CommandResult.UNKNOWN_PLACE or CommandResult.UNKNOWN_CPO)
            return Envelope.Write(OcpiStatus.UnknownLocation, "nobody here knows the location", call.At);
        var (json, hold) = Write(call, mapping, answer);
        return json ?? Envelope.Write(OcpiStatus.ServerError, hold!.Text, call.At);
    }
}
