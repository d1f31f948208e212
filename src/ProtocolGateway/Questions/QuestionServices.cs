using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProtocolGateway.Bus;
using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;

namespace ProtocolGateway.Questions;

public static class QuestionServices
{
    /// <summary>Answers questions, by asking partners where that is needed. Needs what <see cref="ExchangeServices.AddExchanges"/> adds, and the bus.</summary>
    internal static IServiceCollection AddQuestions(this IServiceCollection services) => services
        .AddSingleton<Breakers>()
        .AddSingleton<ConversationTools>()
        .AddSingleton<Conversations>()
        .AddSingleton<HubArchive>()
        .AddSingleton<OldQuestions>()
        .AddSingleton<MissingRecords>()
        .AddSingleton<AwaitedResults>()
        .AddSingleton<CommandResults>()
        .AddSingleton<ICommandResults>(services => services.GetRequiredService<CommandResults>())
        .AddSingleton<OverdueResults>()
        .AddSingleton<LimitStops>()
        .AddAnswered<FindChargeDetailRecords, ChargeDetailRecordsFound>()
        .AddAnswered<AuthorizeToken, TokenAuthorized>()
        .AddAnswered<StartSession, CommandAnswered>()
        .AddAnswered<ActOnSession, CommandAnswered>()
        .AddAnswered<ReserveNow, CommandAnswered>()
        .AddAnswered<CancelReservation, CommandAnswered>()
        .AddAnswered<UnlockConnector, CommandAnswered>()
        .AddAnswered<ChangeChargingProfile, CommandAnswered>()
        .AddAnswered<ReportChargingProfile, CommandAnswered>()
        .AddAnswered<SetChargingPreferences, ChargingPreferencesAnswered>();

    /// <summary>
    /// One kind of question: it may be asked of every partner, on the lane <c>ask-{partner}</c>. Needs an
    /// <see cref="IAnswerer{TQuestion, TAnswer}"/>. Without any kind there are no lanes.
    /// </summary>
    public static IServiceCollection AddQuestion<TQuestion, TAnswer>(this IServiceCollection services)
        where TQuestion : class
        where TAnswer : class
    {
        services.TryAddSingleton<AskTurns>();
        services.TryAddSingleton<IQuestions, BusQuestions>();
        return services.AddSingleton<AskLane, AskLane<TQuestion, TAnswer>>();
    }

    private static IServiceCollection AddAnswered<TQuestion, TAnswer>(this IServiceCollection services)
        where TQuestion : class
        where TAnswer : class =>
        services.AddSingleton<IAnswerer<TQuestion, TAnswer>, Answerer<TQuestion, TAnswer>>().AddQuestion<TQuestion, TAnswer>();
}
