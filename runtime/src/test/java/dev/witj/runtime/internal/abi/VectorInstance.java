package dev.witj.runtime.internal.abi;

/** An instance with nothing but handles. */
final class VectorInstance implements ComponentInstance {
  private final Table handles = new Table();
  private final HostResources hostResources = new HostResources();
  private boolean mayLeave = true;

  @Override
  public Table handles() {
    return handles;
  }

  @Override
  public HostResources hostResources() {
    return hostResources;
  }

  @Override
  public void poll() {}

  @Override
  public boolean mayLeave() {
    return mayLeave;
  }

  @Override
  public void setMayLeave(boolean mayLeave) {
    this.mayLeave = mayLeave;
  }

  @Override
  public Object liftChannel(int index, AbiType.AsyncHandle type) {
    return handles().remove(index);
  }

  @Override
  public int lowerChannel(Object shared, AbiType.AsyncHandle type) {
    return handles().add(shared);
  }
}
