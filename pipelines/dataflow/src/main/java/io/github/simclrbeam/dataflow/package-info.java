/** Jobs on Google Cloud Dataflow. */
package io.github.simclrbeam.dataflow;
