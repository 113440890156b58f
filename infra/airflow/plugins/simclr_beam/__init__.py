"""What the DAGs of simclr-beam share; lies in the plugins folder so that the triggerer finds it too."""
