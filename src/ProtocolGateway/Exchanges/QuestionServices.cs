using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProtocolGateway.Bus;

namespace ProtocolGateway.Exchanges;

public static class QuestionServices
{
    /// <summary>
    /// One kind of question: it may be asked of every partner, on the lane <c>ask-{partner}</c>. Needs an
    /// <see cref="IAnswerer{TQuestion, TAnswer}"/>. Without any kind there are no lanes.
    /// </summary>
    public static IServiceCollection AddQuestion<TQuestion, TAnswer>(this IServiceCollection services)
        where TQuestion : class
        where TAnswer : class
    {
        services.TryAddSingleton<AskTurns>();
        services.TryAddSingleton<IQuestions, Questions>();
        return services.AddSingleton<AskLane, AskLane<TQuestion, TAnswer>>();
    }
}
