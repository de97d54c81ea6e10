using System.Numerics;

namespace Rlar.Kernels.Cpu;

/// <summary>Numbers side by side, with what a rule needs to find as many factors at once: eight doubles, sixteen floats or one float.</summary>
internal interface ILanes<TSelf> :
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>,
    IDivisionOperators<TSelf, TSelf, TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>The same number in every lane, rounded to its type.</summary>
    static abstract TSelf Broadcast(double value);

    /// <summary>Square roots.</summary>
    static abstract TSelf Sqrt(TSelf value);
}
