using ProtocolGateway.Canonical;

namespace ProtocolGateway.Questions;

/// <summary>On whose behalf a question is asked, and whom it is for.</summary>
internal static class QuestionParties
{
    public static (PartyId? From, PartyId? To) Of(object question) => question switch
    {
        AuthorizeToken ask => (ask.Cpo, ask.Emsp),
        StartSession ask => (ask.Emsp, ask.Cpo),
        ActOnSession ask => (ask.AskedBy, ask.Cpo),
        FindChargeDetailRecords ask => (ask.AskedBy, null),
        ReserveNow ask => (ask.Emsp, ask.Cpo),
        CancelReservation ask => (ask.Emsp, ask.Cpo),
        UnlockConnector ask => (ask.Emsp, ask.Cpo),
        ChangeChargingProfile ask => (ask.Emsp, ask.Cpo),
        ReportChargingProfile ask => (ask.Cpo, ask.Emsp),
        SetChargingPreferences ask => (ask.Emsp, ask.Cpo),
        _ => throw new ArgumentException($"{question.GetType().Name} is no question of this version.", nameof(question)),
    };
}
