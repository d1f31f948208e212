using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Questions;

/// <summary>What an eMSP's answer comes to where the asker's own protocol can't tell all of it (translation.md section 5).</summary>
internal static class Allowance
{
    /// <param name="place">Where it was asked for.</param>
    public static TokenAuthorized Of(TokenAuthorized answer, HeardQuestion asked, FoundPlace? place)
    {
        if (answer.Allowed != AllowedType.ALLOWED) return answer;
        if (asked is { HasNoLimits: true, Heard.Partner.Questions.Limits: LimitPolicy.Refuse } && answer.Limits is { Count: > 0 })
            return answer with { Allowed = AllowedType.NOT_ALLOWED };
        // Whoever asked in the CPO's own ids is told in them where it holds.
        return ((AuthorizeToken)asked.Question).EvseId is not null && LeavesOut(answer.Location, place) ? answer with { Allowed = AllowedType.NOT_ALLOWED } : answer;
    }

    private static bool LeavesOut(LocationReferences? allowed, FoundPlace? place)
    {
        if (allowed is null || place is not { Location: { } location, Evse: { } evse }) return false;
        return !Ids.Same(allowed.LocationId, location.Id) || (allowed.EvseUids is { Count: > 0 } uids && !uids.Any(uid => Ids.Same(uid, evse.Uid)));
    }
}
