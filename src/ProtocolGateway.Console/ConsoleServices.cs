using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ProtocolGateway.Console;


public static class ConsoleServices
{
    public static IServiceCollection AddConsole(this IServiceCollection services) => services;
    public static void MapConsole(this IEndpointRouteBuilder routes) { }
}
