using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AutoMapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Console.Deliveries;
using ProtocolGateway.Console.Exchanges;
using ProtocolGateway.Console.Findings;
using ProtocolGateway.Console.Mappings;
using ProtocolGateway.Console.Partners;
using ProtocolGateway.Console.Sessions;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Console;

public static class ConsoleServices
{
    /// <summary>What operators see. Needs the journal, the exchanges and the partners.</summary>
    public static IServiceCollection AddConsole(this IServiceCollection services) => services
        .AddProblemDetails()
        .AddSingleton<Standings>()
        .ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            json.SerializerOptions.Converters.Add(new UtcInstants());
        })
        .AddSingleton<IConfigurationProvider>(provider => new MapperConfiguration(
            mapper =>
            {
                mapper.LicenseKey = provider.GetRequiredService<GatewaySettings>().AutoMapperLicenseKey;
                mapper.AddProfile<Views>();
            },
            provider.GetRequiredService<ILoggerFactory>()));

    /// <summary>The operators' addresses (contract.md section 4).</summary>
    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").AddEndpointFilter<JournalFilter>();
        DeliveryPages.Map(api);
        ExplainPage.Map(api);
        ExchangePages.Map(api);
        PartnerPages.Map(api);
        SessionPages.Map(api);
        FindingPages.Map(api);
        MappingPages.Map(api);
    }
}
