using AutoMapper;
using ProtocolGateway.Console.Deliveries;
using ProtocolGateway.Console.Exchanges;
using ProtocolGateway.Console.Findings;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Console;

/// <summary>The journal's rows as operators see them: every view, a line each.</summary>
public sealed class Views : Profile
{
    public Views()
    {
        CreateProjection<DeliveryRow, DeliveryView>()
            .ForMember(v => v.From, m => m.MapFrom(r => r.SourceId))
            .ForMember(v => v.To, m => m.MapFrom(r => r.PartnerId));
        CreateProjection<MoveRow, MoveView>()
            .ForMember(v => v.From, m => m.MapFrom(r => r.FromState))
            .ForMember(v => v.To, m => m.MapFrom(r => r.ToState));
        CreateProjection<ExchangeRow, ExchangeHead>().ForMember(v => v.Partner, m => m.MapFrom(r => r.PartnerId));
        CreateProjection<AskRow, AskView>().ForMember(v => v.Partner, m => m.MapFrom(r => r.PartnerId));
        CreateProjection<FindingRow, FindingView>();
    }
}
