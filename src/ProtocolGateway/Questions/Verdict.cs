using ProtocolGateway.Canonical;

namespace ProtocolGateway.Questions;

/// <summary>What the answers of all who were asked come to: exactly one may allow.</summary>
/// <param name="Candidate">Who decided; null where nobody did, or the directory in an eMSP's absence.</param>
/// <param name="Finding">What a person should look at; null for nothing.</param>
internal sealed record Verdict(TokenAuthorized Answer, Candidate? Candidate, string? Finding)
{
    public static Verdict Of(IReadOnlyList<(Candidate Candidate, Answer<TokenAuthorized> Answer)> answers)
    {
        var allowed = answers.Where(a => a.Answer.Value?.Allowed == AllowedType.ALLOWED).ToList();
        if (allowed.Count > 1)
        {
            var all = string.Join(", ", allowed.Select(a => a.Candidate.Emsp));
            return new(new() { Allowed = AllowedType.NOT_ALLOWED }, null, $"{all} all allow the token: it is refused, since nobody knows who pays.");
        }
        if (allowed.Count == 1) return Decided(allowed[0].Candidate, allowed[0].Answer.Value!);

        foreach (var (candidate, answer) in answers)
            if (answer.Value is null && candidate.Known is { Valid: not false, Whitelist: WhitelistType.ALLOWED or WhitelistType.ALLOWED_OFFLINE } known)
                return new(TokenOwners.Allowed(known), null, null);
        foreach (var (candidate, answer) in answers)
            if (answer.Value is { Allowed: not null } refused) return Decided(candidate, refused);
        if (answers.Count > 0 && answers.All(a => a.Answer.Value?.Unanswered is UnansweredReason.UNKNOWN_TOKEN or UnansweredReason.NO_AGREEMENT))
            return Decided(answers[0].Candidate, answers[0].Answer.Value!);
        var silent = answers.Count == 1 ? answers[0].Candidate : null;
        return new(new() { Emsp = silent?.Emsp, Unanswered = Why([.. answers.Select(a => a.Answer)]) }, silent, null);
    }

    /// <summary>The one reason that all have; they rarely differ, and then nothing more can be said of it.</summary>
    private static UnansweredReason Why(IReadOnlyList<Answer<TokenAuthorized>> answers)
    {
        var reasons = answers.Select(Why).Distinct().ToList();
        return reasons is [var only] ? only : UnansweredReason.NO_ANSWER;
    }

    private static UnansweredReason Why(Answer<TokenAuthorized> answer) => answer switch
    {
        { Value.Unanswered: { } told } => told,
        { Why: NoAnswer.Expired } => UnansweredReason.TIMEOUT,
        { Why: NoAnswer.Unreachable } => UnansweredReason.UNREACHABLE,
        _ => UnansweredReason.NO_ANSWER,
    };

    private static Verdict Decided(Candidate candidate, TokenAuthorized answer) =>
        new(answer with { Emsp = answer.Emsp ?? candidate.Emsp }, candidate, null);
}
